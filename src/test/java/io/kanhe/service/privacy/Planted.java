package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Field;
import io.kanhe.catalogue.Samples.Sample;
import io.kanhe.catalogue.Service;
import io.kanhe.delivery.StandalonePayload;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sample with a canary in every field that tells of a person, also in those that the sample
 * leaves out.
 *
 * @param bare fields that hold none: their type has no room, or another field excludes them
 */
public record Planted(Header header, String text, List<Canary> canaries, List<String> bare) {

  /** Plants samples of one catalogue; the same field of one service gets the same values. */
  public static final class Planter {

    private final Catalogue catalogue;
    private final CanaryValues values = new CanaryValues();
    private final Map<String, Optional<String>> known = new LinkedHashMap<>();

    public Planter(Catalogue catalogue) {
      this.catalogue = catalogue;
    }

    public Planted plant(Sample sample) {
      String text = plain(sample.text());
      List<Canary> canaries = new ArrayList<>();
      List<String> bare = new ArrayList<>();
      List<Field> fields = fields(sample.header(), text);
      for (Field field : fields) {
        String path = root(text).localName() + "/" + field.path();
        if (!isWorthOne(field) && CanaryTable.rule(root(text), path).isEmpty()) {
          continue;
        }
        String with =
            XmlPath.all(root(text), path).isEmpty() ? inserted(text, field, fields) : text;
        String planted = replaced(sample, with, path, field, canaries);
        if (planted.equals(with)) {
          bare.add(sample.header().serviceId() + " " + path + " " + field.type());
        } else {
          text = planted;
        }
      }
      return new Planted(sample.header(), text, canaries, bare);
    }

    /** Of class 1 or higher; a code of an organisation that is no farm tells of nobody. */
    private static boolean isWorthOne(Field field) {
      return field.personalDataClass() > (field.type().equals("Uscc") ? 1 : 0);
    }

    /** Every occurrence gets a value of its own, where the contract still holds. */
    private String replaced(
        Sample sample, String text, String path, Field field, List<Canary> canaries) {
      int count = XmlPath.all(root(text), path).size();
      List<Canary> found = new ArrayList<>();
      String out = text;
      for (int i = 0; i < count; i++) {
        XmlElement place = XmlPath.all(root(out), path).get(i);
        String leaf = path.substring(path.lastIndexOf('/') + 1);
        String key = group(sample.header().serviceId(), leaf) + " " + leaf + " " + i;
        String before = place.elements().isEmpty() ? place.token() : "";
        Optional<String> value =
            known.computeIfAbsent(key, k -> values.of(field.type(), path, before));
        if (value.isEmpty() || !place.elements().isEmpty()) {
          return text;
        }
        out =
            out.substring(0, place.contentStart())
                + value.get()
                + out.substring(place.contentEnd());
        found.add(
            new Canary(
                value.get(),
                sample.header().serviceId(),
                path,
                field.personalDataClass(),
                CanaryTable.owners(place)));
      }
      if (count == 0 || !keepsContract(sample.header(), out)) {
        return text;
      }
      canaries.addAll(found);
      return out;
    }

    /** One person is asked about everywhere, or a consent would be that of another. */
    private static String group(String service, String leaf) {
      return leaf.equals("idNo") && (service.startsWith("ps.") || service.startsWith("kanhe."))
          ? "person"
          : service;
    }

    private boolean keepsContract(Header header, String text) {
      try {
        catalogue.check(header, payload(text));
        return true;
      } catch (KanheException e) {
        return false;
      }
    }

    /** Behind the last of the fields that come before it and are there. */
    private static String inserted(String text, Field field, List<Field> fields) {
      XmlElement root = root(text);
      int slash = field.path().lastIndexOf('/');
      String parentPath = slash < 0 ? "" : "/" + field.path().substring(0, slash);
      List<XmlElement> parents = XmlPath.all(root, root.localName() + parentPath);
      if (parents.isEmpty()) {
        return text;
      }
      XmlElement parent = parents.get(0);
      String leaf = field.path().substring(slash + 1);
      String tag = parent.prefix().isEmpty() ? leaf : parent.prefix() + ":" + leaf;
      String unit = field.type().equals("Money") ? " currency=\"CNY\"" : "";
      int at = parent.contentStart();
      for (Field each : fields) {
        if (each == field) {
          break;
        }
        int cut = each.path().lastIndexOf('/');
        if (cut == slash && each.path().startsWith(field.path().substring(0, slash + 1))) {
          String name = each.path().substring(cut + 1);
          for (XmlElement child : XmlPath.children(parent, name)) {
            at = text.indexOf('>', child.contentEnd()) + 1;
          }
        }
      }
      return text.substring(0, at) + "<" + tag + unit + ">.</" + tag + ">" + text.substring(at);
    }

    private List<Field> fields(Header header, String text) {
      return catalogue
          .find(header.serviceId(), header.version())
          .orElseThrow()
          .operations()
          .stream()
          .filter(operation -> operation.name().equals(header.operation()))
          .flatMap(operation -> operation.formats().stream())
          .filter(format -> format.kind() == Service.Kind.XML)
          .filter(format -> format.contract().appliesTo(payload(text)))
          .flatMap(format -> format.contract().fields().stream())
          .filter(field -> !field.path().contains("@"))
          .toList();
    }
  }

  /** A document as one text, without declaration. */
  public static String plain(String text) {
    return new String(
        StandalonePayload.of(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  public static XmlElement root(String text) {
    return XmlReader.parse(plain(text).getBytes(StandardCharsets.UTF_8), XmlLimits.defaults())
        .root();
  }

  private static Payload payload(String text) {
    return new Payload.Inline(text.getBytes(StandardCharsets.UTF_8));
  }
}
