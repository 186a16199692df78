package io.kanhe.ledger;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * Commands for the parts of an evidence file that are signed with SM2, for people without Kanhe.
 * openssl computes SM2 and SM3, but gives the signer's identifier to no part of its {@code cms} and
 * {@code ts} and only to the last certificate of a path: they refuse what is right. So each
 * signature and each link of a path is checked alone.
 */
final class EvidenceSm2 {

  /** SM2 with SM3, GM/T 0006. */
  private static final String OBJECT_IDENTIFIER = "1.2.156.10197.1.501";

  /** The same in DER, as it stands in CMS. */
  private static final byte[] DER = {
    6, 8, 0x2A, (byte) 0x81, 0x1C, (byte) 0xCF, 0x55, 1, (byte) 0x83, 0x75
  };

  private static final String HEAD =
      """

        With SM2 (GM/T 0009) openssl gives the signer's identifier to no part of cms and ts, and only to the last
        certificate of a path. So each signature and each link is checked alone. These lines are for sh; the last
        word of each check must be OK or successful:

          ID=distid:1234567812345678
          link() { openssl verify -vfyopt $ID -partial_chain -attime SECONDS -trusted "$1" "$2"; }
          signed() {
            file=$1; shift
            openssl cms -verify -binary -noverify -no_attr_verify -inform DER -in $file "$@" -signer signer.pem -out content &&
            openssl asn1parse -inform DER -in $file > structure &&
            set -- $(sed -n 's/^ *\\([0-9]*\\):d=5 *hl=\\([0-9]*\\) *l= *\\([0-9]*\\) cons: cont \\[ 0 \\].*/\\1 \\2 \\3/p' structure) &&
            { printf '\\061'; tail -c +$(($1 + 2)) $file | head -c $(($2 + $3 - 1)); } > attributes &&
            set -- $(sed -n 's/^ *\\([0-9]*\\):d=5 .*OCTET STRING.*/\\1/p' structure | tail -n 1) &&
            openssl asn1parse -inform DER -in $file -strparse $1 -noout -out signature &&
            openssl x509 -in signer.pem -noout -pubkey -out signer.pub &&
            openssl dgst -sm3 -sigopt $ID -verify signer.pub -signature signature attributes &&
            link TRUST/issuing-ca.pem signer.pem
          }
          link TRUST/root.pem TRUST/issuing-ca.pem
      """;

  private static final String CONTAINER =
      """
          signed META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml
          cmp signer.pem TRUST/gateway/signing.pem
      """;

  private static final String STAMP =
      """
          signed %1$s.tst
          openssl asn1parse -inform DER -in content | grep -i $(sha256sum < %1$s.checkpoint | cut -c 1-64)
      """;

  private static final String MESSAGE =
      """
          signed %s
      """;

  private static final String SOAP =
      """
          # no common program computes SM2 in XML signatures: %s is for ./kanhe verify
      """;

  /** The checkpoint's signature is r and s behind four bytes; its key an uncompressed point. */
  private static final String CHECKPOINT =
      """
          # the ledger's key, where base64 -d shows kanhe/note/sm2-with-sm3/v1 in log.vkey
          sed '/^$/,$d' checkpoint.txt > content
          set -- $(sed '1,/^$/d' checkpoint.txt | head -n 1 | cut -d ' ' -f 3 | base64 -d | od -An -v -tx1 |
            tr -d ' \\n' | sed 's/^.\\{8\\}\\(.\\{64\\}\\)\\(.\\{64\\}\\)$/\\1 \\2/')
          printf 'asn1=SEQUENCE:rs\\n[rs]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' $1 $2 > structure
          openssl asn1parse -genconf structure -noout -out signature
          { printf '\\060\\131\\060\\023\\006\\007\\052\\206\\110\\316\\075\\002\\001\\006\\010\\052\\201\\034\\317\\125\\001\\202\\055\\003\\102\\000';
            cut -d + -f 3- TRUST/log.vkey | base64 -d | tail -c 65; } > log.der
          openssl pkey -pubin -inform DER -in log.der -out log.pub
          openssl dgst -sm3 -sigopt $ID -verify log.pub -signature signature content
      """;

  private final StringBuilder commands = new StringBuilder();

  static boolean signs(List<X509Certificate> path) {
    return path.stream().anyMatch(each -> OBJECT_IDENTIFIER.equals(each.getSigAlgOID()));
  }

  /** True if a signature or certificate in {@code cms} is by SM2. */
  static boolean signs(byte[] cms) {
    for (int from = 0; from + DER.length <= cms.length; from++) {
      if (Arrays.equals(cms, from, from + DER.length, DER, 0, DER.length)) {
        return true;
      }
    }
    return false;
  }

  void container() {
    commands.append(CONTAINER);
  }

  /**
   * @param name of checkpoint and token without their suffixes
   */
  void stamp(String name) {
    commands.append(STAMP.formatted(name));
  }

  void message(String part) {
    commands.append(MESSAGE.formatted(part));
  }

  void checkpoint() {
    commands.append(CHECKPOINT);
  }

  void soap(String part) {
    commands.append(SOAP.formatted(part));
  }

  /** Empty if nothing is signed with SM2. */
  String text() {
    return commands.isEmpty() ? "" : HEAD + commands;
  }
}
