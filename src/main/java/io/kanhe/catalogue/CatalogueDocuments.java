package io.kanhe.catalogue;

import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;

/** What is written from the catalogue for its readers. Needs no gateway. */
public final class CatalogueDocuments {

  private CatalogueDocuments() {}

  /**
   * {@code docs/services.md}: what the notice asks for, every service with its operations and
   * fields, the code lists and the types, in Markdown.
   *
   * @param folder {@code config/catalogue}
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static String services(Path folder) {
    CodeLists lists = codeLists(folder);
    Catalogue catalogue =
        YamlCatalogue.read(folder, home(folder), lists, Identifiers.read(folder, home(folder)));
    return new ServicesDocument(lists)
        .write(Mechanism.read(folder, home(folder), catalogue), catalogue.all());
  }

  /**
   * {@code kanhe-codes-1.0.xsd}: the code lists as types of XML Schema, for partners' validators.
   *
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static String codes(Path folder) {
    return CodeListSchema.of(codeLists(folder));
  }

  private static CodeLists codeLists(Path folder) {
    return CodeLists.read(YamlNode.read(folder.resolve(YamlCatalogue.CODE_LISTS), home(folder)));
  }

  /** Messages name files as they stand in the folder. */
  private static Path home(Path folder) {
    return folder;
  }
}
