package io.kanhe.ledger;

import io.kanhe.platform.Door;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.Signer;
import io.kanhe.trust.SoapVerifier;

/**
 * Finds out who signed raw bytes, by the kind of signature that their door asks for. Thread-safe.
 */
@FunctionalInterface
public interface SignatureCheck {

  /**
   * @throws io.kanhe.platform.KanheException as {@link CmsVerifier} and {@link SoapVerifier} throw
   */
  Signer verify(Door door, byte[] raw);

  static SignatureCheck of(CmsVerifier cms, SoapVerifier soap) {
    return (door, raw) ->
        switch (door) {
          case SOAP -> soap.verify(raw).signer();
          case MQ, FEED -> cms.verify(raw).signer();
        };
  }
}
