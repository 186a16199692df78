package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes signed envelopes: bytes, tokens of the markup, or whole elements. The same seed always
 * gives the same message. What it puts in is chosen for what readers of XML disagree about.
 */
final class SoapMutator {

  private static final Pattern TOKENS =
      Pattern.compile("<!--.*?-->|<!\\[CDATA\\[.*?]]>|<[^>]*>|[^<]+", Pattern.DOTALL);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(\\s+)([\\w:.-]+)(\\s*=\\s*)(\"[^\"]*\"|'[^']*')");

  private static final List<String> INSERTS =
      List.of(
          "<!-- x -->",
          "<?x y?>",
          "<?xml version=\"1.0\"?>",
          "<![CDATA[x]]>",
          "<![CDATA[]]>",
          " ",
          "\n",
          "\r\n",
          "\r",
          "\t",
          "&#13;",
          "&#10;",
          "&#32;",
          "&amp;",
          "&#x41;",
          "&x;",
          "&#0;",
          "&#xFFFE;",
          "]]>",
          "\u0000",
          "\u0085",
          "\u2028",
          "\u00a0",
          "\ufeff",
          "\ufffe",
          "\ud83d\ude00",
          "<x/>",
          "<x xmlns=\"urn:x\"/>",
          "<!DOCTYPE x>",
          "<!DOCTYPE x [<!ENTITY x \"y\">]>",
          "<soap:Body/>",
          "<wsu:Timestamp/>");

  private static final List<String> VALUES =
      List.of(
          "http://www.w3.org/2001/10/xml-exc-c14n#",
          "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
          "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
          "http://www.w3.org/2006/12/xml-c14n11",
          "http://www.w3.org/2000/09/xmldsig#sha1",
          "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
          "http://www.w3.org/2001/04/xmlenc#sha256",
          "http://www.w3.org/2001/04/xmlenc#sha512",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
          "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
          "#kanhe-body",
          "#kanhe-header",
          "kanhe-body",
          "kanhe-token",
          "",
          "#",
          "#xpointer(/)",
          " #kanhe-body",
          "1",
          "0",
          "urn:example:alert",
          "http://www.w3.org/2003/05/soap-envelope");

  private static final List<String> ATTRIBUTES =
      List.of(
          " x=\"1\"",
          " x='&#10;a\n\tb'",
          " xml:lang=\"zh\"",
          " xml:space=\"preserve\"",
          " xml:base=\"http://127.0.0.1/\"",
          " xml:id=\"kanhe-body\"",
          " xml:id=\"x\"",
          " Id=\"kanhe-body\"",
          " ID=\"kanhe-header\"",
          " wsu:Id=\"x\"",
          " wsu:Id=\"kanhe-body\"",
          " xmlns=\"urn:x\"",
          " xmlns=\"\"",
          " xmlns:q=\"urn:x\"",
          " xmlns:q=\"urn:x\" q:a=\"1\"",
          " xmlns:q=\"relative\"",
          " xmlns:q=\"urn:a b\"",
          " xmlns:q=\"urn:\u00e4\"",
          " xmlns:q=\"urn:x%zz\"",
          " xmlns:q=\"urn:x&amp;y\"",
          " xmlns:q=\"1:x\"",
          " xmlns:q=\"a:\"",
          " xmlns:q=\"http://[::1/\"",
          " xmlns:q=\"\"",
          " xmlns:q=\"urn:x\n\"",
          " xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"",
          " xmlns:wsu=\"urn:x\"",
          " xmlns:a=\"urn:example:alert\"",
          " xmlns:k=\"urn:kanhe:envelope:1\"",
          " xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"",
          " xmlns:xmlns=\"http://www.w3.org/2000/xmlns/\"",
          " xmlns:xmlfoo=\"urn:x\"",
          " soap:role=\"urn:x\"");

  private final List<byte[]> samples;

  SoapMutator(List<byte[]> samples) {
    this.samples = samples;
  }

  /** The mutant of this seed, and the sample that it comes from by {@code seed % samples}. */
  byte[] mutant(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    byte[] message = samples.get((int) (seed % samples.size()));
    int changes = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      message =
          switch (random.nextInt(10)) {
            case 0, 1 -> bytes(message, random);
            case 2, 3, 4, 5, 6 -> tokens(message, random);
            default -> elements(message, random);
          };
    }
    return message;
  }

  private static byte[] bytes(byte[] message, Random random) {
    int place = random.nextInt(message.length + 1);
    int end = Math.min(message.length, place + 1 + random.nextInt(8));
    return switch (random.nextInt(8)) {
      case 0 -> flipped(message, random);
      case 1 -> spliced(message, place, Math.min(message.length, place + 1), oneByte(random));
      case 2 -> spliced(message, place, place, oneByte(random));
      case 3 -> spliced(message, place, end, new byte[0]);
      case 4 -> spliced(message, place, place, Arrays.copyOfRange(message, place, end));
      case 5 -> spliced(message, place, place, one(INSERTS, random).getBytes(UTF_8));
      case 6 -> random.nextBoolean() ? Arrays.copyOf(message, place) : prefixed(message, random);
      default ->
          spliced(message, message.length, message.length, one(INSERTS, random).getBytes(UTF_8));
    };
  }

  private static byte[] prefixed(byte[] message, Random random) {
    List<String> prefixes =
        List.of(
            "\ufeff",
            "\ufeff\ufeff",
            " ",
            "\n",
            "<!-- x -->",
            "<?xml version=\"1.0\"?>",
            "<?xml version=\"1.1\"?>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<?xml version='1.0' encoding='utf-8' standalone='no'?>",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
            "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>",
            "<?xml version=\"1.0\" encoding=\"x\"?>",
            "\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    return spliced(message, 0, 0, one(prefixes, random).getBytes(UTF_8));
  }

  private static byte[] flipped(byte[] message, Random random) {
    byte[] changed = message.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] oneByte(Random random) {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private static byte[] tokens(byte[] message, Random random) {
    // Latin 1 keeps every byte as it is.
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKENS.matcher(new String(message, ISO_8859_1));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    if (tokens.isEmpty()) {
      return message;
    }
    int place = random.nextInt(tokens.size());
    switch (random.nextInt(9)) {
      case 0 -> tokens.remove(place);
      case 1 -> tokens.add(place, tokens.get(random.nextInt(tokens.size())));
      case 2 -> tokens.add(random.nextInt(tokens.size()), tokens.remove(place));
      case 3, 4 -> tokens.add(place, latin(one(INSERTS, random)));
      default -> tokens.set(place, changedToken(tokens.get(place), random));
    }
    return String.join("", tokens).getBytes(ISO_8859_1);
  }

  private static String changedToken(String token, Random random) {
    if (!token.startsWith("<")) {
      return changedText(token, random);
    }
    if (token.startsWith("</") || token.startsWith("<!") || token.startsWith("<?")) {
      return token.replaceFirst(">$", " \n>");
    }
    int nameEnd = token.split("[\\s/>]", 2)[0].length();
    List<String> attributes = new ArrayList<>();
    Matcher matcher = ATTRIBUTE.matcher(token);
    while (matcher.find()) {
      attributes.add(matcher.group());
    }
    String close = token.endsWith("/>") ? "/>" : ">";
    int at = attributes.isEmpty() ? 0 : random.nextInt(attributes.size());
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> attributes.add(at, latin(one(ATTRIBUTES, random)));
      case 3 -> java.util.Collections.shuffle(attributes, random);
      case 4 -> attributes.replaceAll(a -> a.indexOf('\'') < 0 ? a.replace('"', '\'') : " \n" + a);
      case 5 -> {
        if (!attributes.isEmpty()) {
          attributes.remove(at);
        }
      }
      default -> {
        if (!attributes.isEmpty()) {
          attributes.set(
              at,
              ATTRIBUTE
                  .matcher(attributes.get(at))
                  .replaceFirst(
                      "$1$2$3" + Matcher.quoteReplacement('"' + one(VALUES, random) + '"')));
        }
      }
    }
    return token.substring(0, nameEnd) + String.join("", attributes) + close;
  }

  private static String changedText(String text, Random random) {
    int place = random.nextInt(text.length());
    char c = text.charAt(place);
    boolean plain = c < 0x80 && c != '&' && text.lastIndexOf('&', place) < 0;
    String rest = text.substring(place + 1);
    String start = text.substring(0, place);
    return switch (random.nextInt(6)) {
      case 0 -> plain ? start + "&#" + (int) c + ";" + rest : text + " ";
      case 1 -> plain ? start + "&#x" + Integer.toHexString(c) + ";" + rest : " " + text;
      case 2 -> "<![CDATA[" + text + "]]>";
      case 3 -> start + "<!-- x -->" + c + rest;
      case 4 -> start + c + latin(one(INSERTS, random)) + rest;
      default -> start + (char) (c ^ 1) + rest;
    };
  }

  private byte[] elements(byte[] message, Random random) {
    String text = new String(message, ISO_8859_1);
    List<int[]> spans = spans(text);
    if (spans.size() < 2) {
      return message;
    }
    int[] span = one(spans, random);
    int[] other = one(spans, random);
    String element = text.substring(span[0], span[1]);
    String without = text.substring(0, span[0]) + text.substring(span[1]);
    return (switch (random.nextInt(8)) {
          case 0 -> without;
          case 1 -> text.substring(0, span[1]) + element + text.substring(span[1]);
          case 2 -> text.substring(0, other[0]) + element + text.substring(other[0]);
          case 3 -> moved(without, element, random);
          case 4 -> text.substring(0, span[0]) + "<w>" + element + "</w>" + text.substring(span[1]);
          case 5 -> withForeign(text, span, random);
          case 6 -> hoisted(text, span);
          default -> collapsedOrExpanded(text, span);
        })
        .getBytes(ISO_8859_1);
  }

  private static String moved(String without, String element, Random random) {
    List<int[]> left = spans(without);
    if (left.isEmpty()) {
      return element + without;
    }
    int[] place = one(left, random);
    int at = random.nextBoolean() ? place[0] : place[1];
    return without.substring(0, at) + element + without.substring(at);
  }

  /** An element of another signed message in place of this one. */
  private String withForeign(String text, int[] span, Random random) {
    String foreign = new String(one(samples, random), ISO_8859_1);
    String name = text.substring(span[0]).split("[\\s/>]", 2)[0];
    for (int[] candidate : spans(foreign)) {
      if (foreign.substring(candidate[0]).startsWith(name)) {
        return text.substring(0, span[0])
            + foreign.substring(candidate[0], candidate[1])
            + text.substring(span[1]);
      }
    }
    return text;
  }

  /** The first namespace declaration of the element goes up to the root. */
  private static String hoisted(String text, int[] span) {
    String element = text.substring(span[0], span[1]);
    int end = element.indexOf('>');
    Matcher declaration =
        Pattern.compile("\\s+xmlns(:[\\w.-]+)?=(\"[^\"]*\"|'[^']*')")
            .matcher(element.substring(0, end));
    int root = text.indexOf("Envelope ");
    int at = root + "Envelope".length();
    if (root < 0 || span[0] < at || !declaration.find()) {
      return text;
    }
    return text.substring(0, at)
        + declaration.group()
        + text.substring(at, span[0])
        + element.substring(0, declaration.start())
        + element.substring(declaration.end())
        + text.substring(span[1]);
  }

  private static String collapsedOrExpanded(String text, int[] span) {
    String element = text.substring(span[0], span[1]);
    String name = element.split("[\\s/>]", 2)[0].substring(1);
    String changed =
        element.endsWith("/>")
            ? element.substring(0, element.length() - 2) + "></" + name + ">"
            : element.replaceFirst("></" + Pattern.quote(name) + ">$", "/>");
    return text.substring(0, span[0]) + changed + text.substring(span[1]);
  }

  /** Start and end of every element, found by counting tags. */
  private static List<int[]> spans(String text) {
    List<int[]> spans = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    Matcher matcher = TOKENS.matcher(text);
    while (matcher.find()) {
      String token = matcher.group();
      if (token.startsWith("</")) {
        if (!open.isEmpty()) {
          spans.add(new int[] {open.remove(open.size() - 1), matcher.end()});
        }
      } else if (token.matches("(?s)<[^!?].*/>")) {
        spans.add(new int[] {matcher.start(), matcher.end()});
      } else if (token.matches("(?s)<[^!?].*")) {
        open.add(matcher.start());
      }
    }
    return spans;
  }

  private static byte[] spliced(byte[] message, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + with.length);
    out.write(message, 0, from);
    out.write(with, 0, with.length);
    out.write(message, to, message.length - to);
    return out.toByteArray();
  }

  private static String latin(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static <T> T one(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
