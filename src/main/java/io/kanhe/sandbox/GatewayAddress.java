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

  URI console(String path) {
    return URI.create("http://" + host + ":" + consolePort + path);
  }
}
