package io.kanhe.service.weather;

import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Areas of an alert: one CAP {@code area} for every distinct region code. Thread-safe.
 *
 * <p>The national structure joins names and codes by commas, repeats codes, and its two lists may
 * differ in length: then only the codes are trusted and the gazetteer gives the names. A polygon
 * passes if the area has one code; for several nobody could say to which of them it belongs.
 */
final class CapAreas {

  private static final String POINT =
      "-?[0-9]{1,2}(?:\\.[0-9]{1,10})?,-?[0-9]{1,3}(?:\\.[0-9]{1,10})?";
  private static final Pattern ONE_POINT = Pattern.compile(POINT);
  private static final Pattern CIRCLE = Pattern.compile(POINT + " [0-9]{1,5}(?:\\.[0-9]{1,6})?");
  private static final int NAME_CHARACTERS = 80;

  private final Gazetteer gazetteer;

  CapAreas(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  void write(ElementWriter cap, List<XmlElement> areas) {
    Map<String, Area> byCode = new LinkedHashMap<>();
    for (XmlElement area : areas) {
      collect(area, byCode);
    }
    byCode.forEach(
        (code, area) ->
            cap.begin("area")
                .leaf("areaDesc", area.name())
                .leaf("polygon", area.polygon())
                .leaf("circle", area.circle())
                .pair("geocode", "CPEAS Geographic Code", code)
                .end());
  }

  private void collect(XmlElement area, Map<String, Area> byCode) {
    List<String> codes = parts(NativeAlert.text(area, "geocode"));
    List<String> names = parts(NativeAlert.text(area, "areaDesc"));
    boolean single = codes.stream().distinct().count() == 1;
    for (int i = 0; i < codes.size(); i++) {
      String code = codes.get(i);
      String named = names.size() == codes.size() ? names.get(i) : "";
      boolean usable = !named.isEmpty() && named.length() <= NAME_CHARACTERS;
      byCode.putIfAbsent(
          code,
          new Area(
              usable ? named : gazetteer.name(code),
              single ? polygon(NativeAlert.text(area, "polygon")) : "",
              single ? circle(NativeAlert.text(area, "circle")) : ""));
    }
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }

  private static String polygon(String text) {
    String[] points = text.split("\\s+");
    boolean closed = points.length >= 4 && points[0].equals(points[points.length - 1]);
    for (String point : points) {
      closed &= ONE_POINT.matcher(point).matches();
    }
    return closed ? String.join(" ", points) : "";
  }

  private static String circle(String text) {
    return CIRCLE.matcher(text).matches() ? text : "";
  }

  private record Area(String name, String polygon, String circle) {}
}
