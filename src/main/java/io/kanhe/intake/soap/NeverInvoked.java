package io.kanhe.intake.soap;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import javax.xml.transform.Source;

/** What CXF publishes; {@link SoapDoorInterceptor} answers before it is reached. */
@WebServiceProvider(
    serviceName = "Kanhe",
    portName = "KanhePort",
    targetNamespace = "urn:kanhe:service:1")
@ServiceMode(Service.Mode.MESSAGE)
final class NeverInvoked implements Provider<Source> {

  @Override
  public Source invoke(Source request) {
    throw new IllegalStateException("a request passed the door without the pipeline");
  }
}
