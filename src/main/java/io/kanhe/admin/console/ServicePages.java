package io.kanhe.admin.console;

import io.kanhe.admin.bundle.ServiceBundles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of services, each with what its partners need; {@code /services} is the SOAP door. */
@Controller
class ServicePages {

  private final ServiceBundles bundles;

  ServicePages(ServiceBundles bundles) {
    this.bundles = bundles;
  }

  @GetMapping("/catalogue")
  String services(Model model) {
    model.addAttribute("services", bundles.services());
    return "console/services";
  }
}
