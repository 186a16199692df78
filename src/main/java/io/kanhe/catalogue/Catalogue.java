package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All services. Immutable; read from {@code config/catalogue/}. */
public interface Catalogue {

  Optional<Service> find(String serviceId, String version);

  List<Service> all();

  /**
   * Finds the operation of a header: service, version, operation and direction must all be listed.
   */
  Optional<Service.Operation> operation(Header header);

  /**
   * Checks a payload against the operation that its header names.
   *
   * @throws io.kanhe.platform.KanheException 1011 SERVICE_UNKNOWN, or as {@link Contract#check}
   */
  Checked check(Header header, Payload payload);

  /**
   * @param format name of the format that applied
   * @param records as {@link Contract#check} counted them
   * @param warnings as {@link Contract.Findings#warnings}
   */
  record Checked(Service service, String format, long records, Set<String> warnings) {

    public Checked {
      warnings = Collections.unmodifiableSet(new TreeSet<>(warnings));
    }

    public Checked(Service service, String format, long records) {
      this(service, format, records, Set.of());
    }
  }
}
