package io.kanhe.admin.api;

import io.kanhe.admin.bundle.ServiceBundles;
import io.kanhe.catalogue.Service;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/services}: the services of this gateway, and the bundle of each for partners. */
@RestController
@RequestMapping("/api/v1/services")
class ServicesApi {

  private final ServiceBundles bundles;

  ServicesApi(ServiceBundles bundles) {
    this.bundles = bundles;
  }

  /**
   * @param bundle where its bundle is downloaded
   */
  record Line(
      String id,
      String version,
      String nameZh,
      String nameEn,
      int personalDataClass,
      List<String> operations,
      String bundle) {}

  @GetMapping
  List<Line> services() {
    return bundles.services().stream().map(ServicesApi::line).toList();
  }

  /** Contract, samples, code lists and examples of one service; holds no message of anybody. */
  @GetMapping("/{id}/bundle.zip")
  ResponseEntity<byte[]> bundle(@PathVariable String id) {
    Service service = bundles.service(id);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + ServiceBundles.name(service) + ".zip\"")
        .body(bundles.zip(service));
  }

  private static Line line(Service service) {
    return new Line(
        service.id(),
        service.version(),
        service.nameZh(),
        service.nameEn(),
        service.personalDataClass(),
        service.operations().stream().map(Service.Operation::name).toList(),
        "/api/v1/services/" + service.id() + "/bundle.zip");
  }
}
