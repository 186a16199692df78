package io.kanhe.it;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.citrusframework.xml.namespace.NamespaceContextBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GatewayFlowConfiguration {

  @Bean(destroyMethod = "close")
  GatewayUnderTest gateway() throws IOException, InterruptedException {
    return GatewayUnderTest.start();
  }

  @Bean(destroyMethod = "close")
  Partners partners(GatewayUnderTest gateway) throws IOException, GeneralSecurityException {
    return new Partners(gateway);
  }

  @Bean(destroyMethod = "close")
  Inbox inboxOfInsurerA(Partners partners, GatewayUnderTest gateway) throws IOException {
    return new Inbox(partners.get("insurer-a"), partners.gatewaySigner(), gateway.partnerPort());
  }

  @Bean
  Steps steps(GatewayUnderTest gateway) {
    return new Steps(gateway);
  }

  @Bean
  NamespaceContextBuilder namespaces() {
    NamespaceContextBuilder namespaces = new NamespaceContextBuilder();
    namespaces.setNamespaceMappings(
        Map.of(
            "k", MessageHeader.NAMESPACE,
            "s11", SoapForm.V1_1.namespace(),
            "s12", SoapForm.V1_2.namespace()));
    return namespaces;
  }
}
