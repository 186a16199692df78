package io.kanhe.service.livestock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Disposal records to try rules on: the sample of the catalogue, changed in one place or two. */
final class Disposals {

  static final String PLANT = "91331081TEXT000D5J";
  static final String A = "91331000TEXT000A0M";
  static final String B = "91331000TEXT000B9J";
  static final String C = "91330200TEXT000C7B";
  static final String RECORD = "WHH-331081-20260826-00042";
  static final String CERTIFICATE = "WHHZ-331081-2026-000871";

  private static final Path SAMPLES = Path.of("config/catalogue/samples");

  private final String xml;

  private Disposals(String xml) {
    this.xml = xml;
  }

  /** Three pigs, processed 19 h 50 min after they reached the plant. */
  static Disposals sample() {
    return new Disposals(sample("disposal-record.xml"));
  }

  static String sample(String name) {
    try {
      return Files.readString(SAMPLES.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another text in an element, the first of that name. */
  Disposals with(String element, String text) {
    String changed =
        xml.replaceFirst(
            "(<ah:" + element + "(?: [^>]*)?>)[^<]*(</ah:" + element + ">)", "$1" + text + "$2");
    if (changed.equals(xml) && !xml.contains(">" + text + "</ah:" + element + ">")) {
      throw new IllegalArgumentException("no element " + element);
    }
    return new Disposals(changed);
  }

  Disposals without(String element) {
    return new Disposals(
        xml.replaceFirst("(?s)<ah:" + element + "(?: [^>]*)?>.*?</ah:" + element + ">", ""));
  }

  Disposals replace(String found, String by) {
    if (!xml.contains(found)) {
      throw new IllegalArgumentException("nothing to replace");
    }
    return new Disposals(xml.replace(found, by));
  }

  /** As it was before the plant processed the animals. */
  Disposals received() {
    return without("processTime").without("method").with("status", "RECEIVED");
  }

  /** As it was when a vehicle had fetched the animals. */
  Disposals collected() {
    return without("plant").with("status", "COLLECTED");
  }

  /** How many animals the plant counted. */
  Disposals counted(int received) {
    return replace(
        "</ah:plant>", "<ah:receivedQuantity>" + received + "</ah:receivedQuantity></ah:plant>");
  }

  String xml() {
    return xml;
  }

  DisposalRecord read() {
    return DisposalRecord.read(xml.getBytes(StandardCharsets.UTF_8));
  }

  static String claim(String claimNo, String insurer, String recordNo, String tags) {
    StringBuilder list = new StringBuilder();
    for (String tag : tags.split(" ")) {
      list.append("<tag>").append(tag).append("</tag>");
    }
    return "<DisposalClaimCheckRequest xmlns=\"urn:kanhe:ah:1.0\" version=\"1.0\"><claimNo>"
        + claimNo
        + "</claimNo><insurer>"
        + insurer
        + "</insurer><policyNo>YZX2026C3310810000031</policyNo>"
        + (recordNo.isEmpty() ? "" : "<recordNo>" + recordNo + "</recordNo>")
        + "<species>1</species><lossDate>2026-08-25</lossDate><tags>"
        + list
        + "</tags></DisposalClaimCheckRequest>";
  }
}
