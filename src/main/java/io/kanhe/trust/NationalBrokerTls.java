package io.kanhe.trust;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.remoting.impl.ssl.CachingSSLContextFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;

/**
 * TLS of the broker's acceptors: RFC 8998 for one that says {@code sslContext=rfc8998}, for which
 * the trust store is a folder of PEM certificates; as Artemis does it for all others. Artemis finds
 * it as a service and asks it at every connection. Thread-safe.
 */
public final class NationalBrokerTls extends CachingSSLContextFactory {

  /** Value of {@code sslContext}. */
  public static final String NAME = "rfc8998";

  /** Above that of Artemis's own, which is asked through this one. */
  private static final int PRIORITY = 100;

  private final Map<SSLContextConfig, SSLContext> contexts = new ConcurrentHashMap<>();

  @Override
  public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> options)
      throws Exception {
    return NAME.equals(options.get(TransportConstants.SSL_CONTEXT_PROP_NAME))
        ? contexts.computeIfAbsent(config, NationalBrokerTls::context)
        : super.getSSLContext(config, options);
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }

  private static SSLContext context(SSLContextConfig config) {
    String keys = config.getKeystorePath();
    String password = config.getKeystorePassword();
    String anchors = config.getTruststorePath();
    if (keys == null || password == null || anchors == null) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "an acceptor of RFC 8998 without keys (expected: keyStorePath, keyStorePassword,"
              + " trustStorePath)");
    }
    KeyIdentity identity = Trust.loadKeyIdentity(Path.of(keys), password.toCharArray());
    return Trust.nationalTls(identity, Trust.readAnchors(Path.of(anchors))).context();
  }
}
