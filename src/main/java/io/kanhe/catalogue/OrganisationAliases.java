package io.kanhe.catalogue;

import io.kanhe.message.Uscc;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Short codes under which the market knows organisations, and their unified social credit codes, as
 * read from {@code config/catalogue/organisation-aliases.csv}. Immutable.
 */
public final class OrganisationAliases {

  static final String FILE = "organisation-aliases.csv";

  private final Map<String, Uscc> byAlias;

  private OrganisationAliases(Map<String, Uscc> byAlias) {
    this.byAlias = Map.copyOf(byAlias);
  }

  static OrganisationAliases read(Path folder, Path home) {
    Map<String, Uscc> aliases = new TreeMap<>();
    for (ReferenceTable.Row row : ReferenceTable.read(folder, home, FILE, "alias,uscc")) {
      String alias = row.matching(0, "[A-Z0-9]{2,12}", "2 to 12 of A-Z and 0-9");
      if (!Uscc.isValid(row.cell(1))) {
        throw row.problem("'" + row.cell(1) + "'", "a code with its right check character");
      }
      if (aliases.put(alias, new Uscc(row.cell(1))) != null) {
        throw row.problem("alias " + alias + " a second time", "each alias once");
      }
    }
    return new OrganisationAliases(aliases);
  }

  /**
   * @param name a short code, or a unified social credit code, which stands for itself
   */
  public Optional<Uscc> find(String name) {
    String plain = Identifiers.plain(name).strip();
    return Uscc.isValid(plain)
        ? Optional.of(new Uscc(plain))
        : Optional.ofNullable(byAlias.get(plain));
  }

  @Override
  public String toString() {
    return "OrganisationAliases[" + byAlias.size() + "]";
  }
}
