package io.kanhe.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.SharedVectors;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContentCipherTest {

  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8998 appendix A.1. */
  @Test
  void sealsSm4GcmAsPublished() throws Exception {
    byte[] key = HEX.parseHex("0123456789abcdeffedcba9876543210");
    byte[] nonce = HEX.parseHex("00001234567800000000abcd");
    byte[] additional = HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    byte[] content =
        HEX.parseHex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
    byte[] sealed = ContentCipher.SM4_GCM.encrypt(key, nonce, additional, content);
    assertThat(HEX.formatHex(sealed))
        .isEqualTo(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                + "83de3541e4c2b58177e065a9bf7b62ec");
    assertThat(ContentCipher.SM4_GCM.decrypt(key, nonce, additional, sealed)).isEqualTo(content);
  }

  /**
   * Project Wycheproof: valid ones of the profile's form open, everything else does not. Other key
   * and nonce lengths are valid GCM and refused by choice.
   */
  @Test
  void opensExactlyTheValidAesVectorsOfTheProfile() throws Exception {
    JsonNode vectors =
        JsonMapper.shared().readTree(SharedVectors.file("wycheproof/aes_gcm_test.json").toFile());
    List<String> wrong = new ArrayList<>();
    int opened = 0;
    int refused = 0;
    for (JsonNode group : vectors.get("testGroups")) {
      boolean profile =
          group.get("keySize").asInt() == 256
              && group.get("ivSize").asInt() == 96
              && group.get("tagSize").asInt() == 128;
      for (JsonNode test : group.get("tests")) {
        boolean expected = profile && test.get("result").asString().equals("valid");
        if (opens(test) == expected) {
          opened += expected ? 1 : 0;
          refused += expected ? 0 : 1;
        } else {
          wrong.add(test.get("tcId") + " " + test.get("comment"));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(opened).isEqualTo(39);
    assertThat(opened + refused).isEqualTo(vectors.get("numberOfTests").asInt());
  }

  private static boolean opens(JsonNode test) {
    byte[] text = bytes(test, "ct");
    byte[] tag = bytes(test, "tag");
    byte[] sealed = Arrays.copyOf(text, text.length + tag.length);
    System.arraycopy(tag, 0, sealed, text.length, tag.length);
    try {
      byte[] content =
          ContentCipher.AES_256_GCM.decrypt(
              bytes(test, "key"), bytes(test, "iv"), bytes(test, "aad"), sealed);
      return Arrays.equals(content, bytes(test, "msg"));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] bytes(JsonNode test, String name) {
    return HEX.parseHex(test.get(name).asString());
  }
}
