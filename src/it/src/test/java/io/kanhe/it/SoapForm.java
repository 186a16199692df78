package io.kanhe.it;

/** The two versions of SOAP that the door takes. */
enum SoapForm {
  V1_1("http://schemas.xmlsoap.org/soap/envelope/", "text/xml;charset=utf-8"),
  V1_2("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml;charset=utf-8");

  private final String namespace;
  private final String contentType;

  SoapForm(String namespace, String contentType) {
    this.namespace = namespace;
    this.contentType = contentType;
  }

  String namespace() {
    return namespace;
  }

  String contentType() {
    return contentType;
  }
}
