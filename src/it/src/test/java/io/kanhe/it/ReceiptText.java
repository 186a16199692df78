package io.kanhe.it;

import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import org.citrusframework.context.TestContext;
import org.citrusframework.jms.endpoint.JmsEndpointConfiguration;
import org.citrusframework.jms.message.JmsMessageConverter;

/** Receipts come as bytes; Citrus looks into XML that is text. */
final class ReceiptText extends JmsMessageConverter {

  @Override
  public org.citrusframework.message.Message convertInbound(
      Message received, JmsEndpointConfiguration endpoint, TestContext context) {
    org.citrusframework.message.Message message = super.convertInbound(received, endpoint, context);
    if (message.getPayload() instanceof byte[] bytes) {
      message.setPayload(new String(bytes, StandardCharsets.UTF_8));
    }
    return message;
  }
}
