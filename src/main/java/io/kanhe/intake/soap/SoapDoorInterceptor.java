package io.kanhe.intake.soap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.cxf.interceptor.AttachmentInInterceptor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/**
 * Takes the request out of CXF before anything of it is parsed, and ends the chain: what is
 * verified must be the very bytes that came in. See ADR 0003.
 */
final class SoapDoorInterceptor extends AbstractPhaseInterceptor<Message> {

  private final SoapDoor door;

  SoapDoorInterceptor(SoapDoor door) {
    super(Phase.RECEIVE);
    addBefore(AttachmentInInterceptor.class.getName());
    this.door = door;
  }

  @Override
  public void handleMessage(Message message) {
    HttpServletRequest request =
        (HttpServletRequest) message.get(AbstractHTTPDestination.HTTP_REQUEST);
    HttpServletResponse response =
        (HttpServletResponse) message.get(AbstractHTTPDestination.HTTP_RESPONSE);
    try {
      door.serve(request, response);
    } catch (IOException e) {
      throw new UncheckedIOException("the connection broke", e);
    } finally {
      message.getInterceptorChain().abort();
    }
  }
}
