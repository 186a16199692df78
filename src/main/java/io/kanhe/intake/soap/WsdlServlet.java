package io.kanhe.intake.soap;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Serves the description of the SOAP door at the console. */
final class WsdlServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  static final String PATH = "/wsdl/kanhe.wsdl";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream wsdl = Objects.requireNonNull(getClass().getResourceAsStream(PATH), PATH)) {
      response.setContentType("text/xml;charset=utf-8");
      wsdl.transferTo(response.getOutputStream());
    }
  }
}
