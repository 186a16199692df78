package io.kanhe.trust;

import io.kanhe.platform.CryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import org.apache.xml.security.Init;
import org.apache.xml.security.algorithms.JCEMapper;
import org.apache.xml.security.algorithms.SignatureAlgorithm;
import org.apache.xml.security.algorithms.SignatureAlgorithmSpi;
import org.apache.xml.security.signature.XMLSignatureException;

/**
 * SM2 with SM3 in Santuario, as a partner who uses it would register it: docs/protocol.md section
 * 10. The two mappings are enough for WSS4J StAX; Santuario's own {@code XMLSignature} needs the
 * class too.
 */
public final class SantuarioSm2 extends SignatureAlgorithmSpi {

  static final String SIGNATURE = NationalXml.standard().signature();
  static final String DIGEST = NationalXml.standard().digest();

  private final Signature signature;

  /** Called by Santuario. */
  public SantuarioSm2() throws GeneralSecurityException {
    this.signature = Signature.getInstance("SM3withSM2", CryptoProvider.get());
  }

  /**
   * Registers algorithms and, as Santuario finds providers by name only, the provider.
   *
   * @return true if the provider was not registered before
   */
  static boolean register() throws Exception {
    boolean added = Security.addProvider(CryptoProvider.get()) > 0;
    Init.init();
    JCEMapper.register(
        SIGNATURE, new JCEMapper.Algorithm("EC", "SM3withSM2", "Signature", 0, 0, "BC"));
    JCEMapper.register(DIGEST, new JCEMapper.Algorithm("", "SM3", "MessageDigest", 0, 0, "BC"));
    if (JCEMapper.getAlgorithmClassFromURI(SIGNATURE + "#registered") == null) {
      SignatureAlgorithm.register(SIGNATURE, SantuarioSm2.class);
      JCEMapper.register(SIGNATURE + "#registered", new JCEMapper.Algorithm("", "", "Signature"));
    }
    return added;
  }

  @Override
  protected String engineGetURI() {
    return SIGNATURE;
  }

  @Override
  protected String engineGetJCEAlgorithmString() {
    return signature.getAlgorithm();
  }

  @Override
  protected String engineGetJCEProviderName() {
    return "BC";
  }

  @Override
  protected void engineInitSign(Key key) throws XMLSignatureException {
    engineInitSign(key, (SecureRandom) null, signature);
  }

  @Override
  protected void engineInitSign(Key key, SecureRandom random) throws XMLSignatureException {
    engineInitSign(key, random, signature);
  }

  @Override
  protected void engineInitSign(Key key, AlgorithmParameterSpec parameters)
      throws XMLSignatureException {
    engineInitSign(key);
  }

  @Override
  protected void engineInitVerify(Key key) throws XMLSignatureException {
    engineInitVerify(key, signature);
  }

  @Override
  protected void engineUpdate(byte[] bytes) throws XMLSignatureException {
    engineUpdate(bytes, 0, bytes.length);
  }

  @Override
  protected void engineUpdate(byte single) throws XMLSignatureException {
    engineUpdate(new byte[] {single}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int from, int length) throws XMLSignatureException {
    try {
      signature.update(bytes, from, length);
    } catch (GeneralSecurityException e) {
      throw new XMLSignatureException(e);
    }
  }

  @Override
  protected byte[] engineSign() throws XMLSignatureException {
    try {
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new XMLSignatureException(e);
    }
  }

  @Override
  protected boolean engineVerify(byte[] value) throws XMLSignatureException {
    try {
      return signature.verify(value);
    } catch (GeneralSecurityException e) {
      throw new XMLSignatureException(e);
    }
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec parameters) {
    throw new UnsupportedOperationException("the identifier is the provider's default");
  }

  @Override
  protected void engineSetHMACOutputLength(int length) throws XMLSignatureException {
    throw new XMLSignatureException("algorithms.HMACOutputLengthOnlyForHMAC");
  }
}
