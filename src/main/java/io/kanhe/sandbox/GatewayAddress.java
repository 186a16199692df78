package io.kanhe.sandbox;

import java.net.URI;

/** Where a partner finds the gateway. */
record GatewayAddress(String host, int httpsPort, int corePort, int consolePort) {

  URI soap() {
    return URI.create("https://" + host + ":" + httpsPort + "/services/kanhe");
  }

  URI feed(String service, String batchNo) {
    return URI.create("https://" + host + ":" + httpsPort + "/feeds/" + service + "/" + batchNo);
  }

  /** Prefix of the log, for participants. */
  URI log() {
    return URI.create("https://" + host + ":" + httpsPort + "/log");
  }

  URI console(String path) {
    return URI.create("http://" + host + ":" + consolePort + path);
  }
}
