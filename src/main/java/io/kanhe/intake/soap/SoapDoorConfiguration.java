package io.kanhe.intake.soap;

import io.kanhe.intake.AnswerDesk;
import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.intake.ReceiptFormat;
import io.kanhe.platform.KanheProperties;
import jakarta.xml.ws.soap.SOAPBinding;
import java.time.Clock;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.spring.SpringBus;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFServlet;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The SOAP door: CXF without starter. */
@Configuration(proxyBeanMethods = false)
class SoapDoorConfiguration {

  @Bean(name = Bus.DEFAULT_BUS_ID, destroyMethod = "shutdown")
  SpringBus cxf() {
    return new SpringBus();
  }

  @Bean
  ServletRegistrationBean<CXFServlet> cxfServlet() {
    var registration = new ServletRegistrationBean<>(new CXFServlet(), "/services/*");
    registration.setName("soap-door");
    registration.addInitParameter("hide-service-list-page", "true");
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  SoapDoor soapDoor(
      Intake intake,
      DoorRefusals refusals,
      ReceiptFormat receipts,
      AnswerDesk answers,
      KanheProperties properties,
      Clock clock) {
    return new SoapDoor(
        intake, refusals, receipts, answers, properties.https().maxRequest().toBytes(), clock);
  }

  @Bean(destroyMethod = "stop")
  EndpointImpl soapEndpoint(Bus bus, SoapDoor door) {
    EndpointImpl endpoint =
        new EndpointImpl(bus, new NeverInvoked(), SOAPBinding.SOAP12HTTP_BINDING);
    endpoint.getInInterceptors().add(new SoapDoorInterceptor(door));
    endpoint.publish("/kanhe");
    return endpoint;
  }

  @Bean
  ServletRegistrationBean<WsdlServlet> wsdlServlet() {
    return new ServletRegistrationBean<>(new WsdlServlet(), WsdlServlet.PATH);
  }
}
