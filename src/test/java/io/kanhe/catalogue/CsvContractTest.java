package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvContractTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final Header HEADER =
      TestCatalogue.header("ins.coverage", "snapshot", Direction.FEED);
  private static final String HEADING =
      "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,expiryWithin30d,maxSingleSum\n";
  private static final String FIRST =
      "91331000TEXT000A0M,2026-08-23,331002,RURAL_HOUSE,6200,6200,186000000.00,1200.5,10,90000\n";
  private static final String SECOND =
      "91331000TEXT000A0M,2026-08-23,331002,MOTOR,298,,35760000,,,\n";
  private static final String GOOD = HEADING + FIRST + SECOND;

  @TempDir Path folder;

  @Test
  void countsTheRows() {
    assertThat(rows(GOOD)).isEqualTo(2);
  }

  @Test
  void takesEveryFormOfRfc4180() {
    assertThat(rows("\uFEFF" + GOOD)).isEqualTo(2);
    assertThat(rows(GOOD.replace("\n", "\r\n"))).isEqualTo(2);
    assertThat(rows(GOOD.substring(0, GOOD.length() - 1))).isEqualTo(2);
    assertThat(rows(GOOD.replace("MOTOR", "\"MOTOR\"").replace("asOfDate", "\"asOfDate\"")))
        .isEqualTo(2);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        text("empty-file", "", 1002, "found an empty file"),
        text("heading-only", HEADING, 1002, "found a heading only"),
        text(
            "no-heading",
            FIRST + SECOND,
            1002,
            "row 0: found another heading, expected insurer,asOfDate"),
        bad(
            "heading-in-other-order",
            "insurer,asOfDate",
            "asOfDate,insurer",
            1002,
            "row 0: found another heading"),
        bad(
            "heading-in-capitals",
            "regionCode",
            "REGIONCODE",
            1002,
            "row 0: found another heading"),
        bad("cell-missing", "MOTOR,298", "MOTOR", 1002, "row 2: found 9 cells, expected 10"),
        bad(
            "cell-too-many",
            "MOTOR,298",
            "MOTOR,298,1",
            1002,
            "row 2: found 11 cells, expected 10"),
        bad("empty-row", FIRST, FIRST + "\n", 1002, "row 2: found 1 cells, expected 10"),
        bad(
            "semicolons",
            FIRST,
            FIRST.replace(',', ';'),
            1002,
            "row 1: found 1 cells, expected 10"),
        text(
            "wrong-check-character",
            GOOD.replace("000A0M", "000A0K"),
            1004,
            "row 1, column insurer: found a wrong check character"),
        bad(
            "insurer-of-other-shape",
            FIRST,
            FIRST.replace("91331000TEXT000A0M", "A"),
            1002,
            "row 1, column insurer: found a value of another form"),
        text(
            "rows-of-another-insurer",
            GOOD.replace("91331000TEXT000A0M", "91331000TEXT000B9J"),
            4002,
            "row 1, column insurer: found another organisation than the sender"),
        bad(
            "insurer-changes",
            SECOND,
            SECOND.replace("91331000TEXT000A0M", "91331000TEXT000B9J"),
            4002,
            "row 2, column insurer: found another value than in row 1"),
        bad(
            "date-changes",
            SECOND,
            SECOND.replace("2026-08-23", "2026-08-24"),
            4002,
            "row 2, column asOfDate: found another value than in row 1"),
        bad(
            "date-that-is-none",
            FIRST,
            FIRST.replace("2026-08-23", "2026-02-30"),
            1002,
            "row 1, column asOfDate: found a value of another form, expected a date as 2026-08-24"),
        bad(
            "date-with-slashes",
            FIRST,
            FIRST.replace("2026-08-23", "2026/08/23"),
            1002,
            "row 1, column asOfDate"),
        bad(
            "region-of-twelve-digits",
            "331002,MOTOR",
            "331002000000,MOTOR",
            1002,
            "row 2, column regionCode: found a value of another form, expected a region code"),
        bad(
            "region-with-leading-zero",
            "331002,MOTOR",
            "031002,MOTOR",
            1002,
            "row 2, column regionCode"),
        bad(
            "line-unknown",
            "MOTOR",
            "CARS",
            1003,
            "row 2, column line: found a value outside its code list, expected a code of CL-12"),
        bad("line-with-blank", "MOTOR", " MOTOR", 1003, "row 2, column line"),
        bad(
            "count-missing",
            "MOTOR,298",
            "MOTOR,",
            1002,
            "row 2, column policyCount: found nothing, expected a value"),
        bad(
            "count-negative",
            "MOTOR,298",
            "MOTOR,-298",
            1002,
            "row 2, column policyCount: found a value of another form, expected a whole number from 0"),
        bad("count-with-decimals", "MOTOR,298", "MOTOR,298.0", 1002, "row 2, column policyCount"),
        bad(
            "count-with-leading-zero",
            "MOTOR,298",
            "MOTOR,0298",
            1002,
            "row 2, column policyCount"),
        bad(
            "count-out-of-range",
            "MOTOR,298",
            "MOTOR,1000000000000",
            1002,
            "row 2, column policyCount"),
        bad(
            "count-beyond-64-bits",
            "MOTOR,298",
            "MOTOR,99999999999999999999",
            1002,
            "row 2, column policyCount"),
        bad(
            "sum-with-three-decimals",
            "35760000",
            "35760000.001",
            1002,
            "row 2, column sumInsured: found a value of another form, expected a number of at most 16 digits and 2 decimals"),
        bad(
            "sum-with-17-digits",
            "35760000",
            "35760000000000000",
            1002,
            "row 2, column sumInsured"),
        bad("sum-in-scientific-form", "35760000", "3.576E7", 1002, "row 2, column sumInsured"),
        bad("sum-with-thousands", "35760000", "\"35,760,000\"", 1002, "row 2, column sumInsured"),
        bad("sum-that-ends-in-a-point", "35760000", "35760000.", 1002, "row 2, column sumInsured"),
        bad("sum-without-whole-part", "35760000", ".5", 1002, "row 2, column sumInsured"),
        bad(
            "duplicate-row",
            SECOND,
            SECOND + SECOND,
            4002,
            "row 3, column regionCode: found a second row with the same [regionCode, line]"),
        bad(
            "more-expiring-than-policies",
            ",10,90000",
            ",6201,90000",
            4002,
            "row 1, column expiryWithin30d: found more than policyCount"),
        bad(
            "single-sum-above-sum",
            ",10,90000",
            ",10,186000000.01",
            4002,
            "row 1, column maxSingleSum: found more than sumInsured"),
        bad("quote-inside-a-cell", "MOTOR", "MO\"TOR", 1001, "row 2: found"),
        bad(
            "quote-without-end",
            "MOTOR",
            "\"MOTOR",
            1001,
            "row 2: found a quoted cell without end"),
        bad(
            "text-after-a-quote",
            "MOTOR",
            "\"MOTOR\"x",
            1001,
            "row 2: found text after a closing quote"),
        bad(
            "carriage-return-alone",
            "MOTOR,298",
            "MOTOR,298\r",
            1001,
            "row 2: found a quote, carriage return or NUL"),
        bad("nul", "MOTOR", "MO\0TOR", 1001, "row 2: found"),
        bad("full-width-digits", "331002,MOTOR", "３３１００２,MOTOR", 1002, "row 2, column regionCode"),
        bad(
            "row-of-100-kilobytes",
            "MOTOR",
            "M".repeat(100_000),
            1007,
            "row 2: found more than 65536 bytes"),
        bad(
            "row-of-a-megabyte",
            "MOTOR",
            "M".repeat(1 << 20),
            1007,
            "row 2: found more than 65536 bytes"),
        bad(
            "row-of-a-thousand-cells",
            "MOTOR",
            ",".repeat(1000),
            1007,
            "row 2: found more than 256 cells"));
  }

  private static Arguments text(String name, String file, int code, String message) {
    return Arguments.of(name, file, code, message);
  }

  private static Arguments bad(String name, String good, String bad, int code, String message) {
    String file = GOOD.replace(good, bad);
    assertThat(file).isNotEqualTo(GOOD);
    return Arguments.of(name, file, code, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void refusesDefects(String name, String file, int code, String message) {
    assertThatThrownBy(() -> rows(file))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> {
              assertThat(e.getMessage()).contains(message);
              assertThat(e.code().number()).isEqualTo(code);
            });
  }

  @Test
  void readsCellsAcrossEveryBufferBoundary() throws IOException {
    String cell = "a".repeat(997);
    String file = (cell + ",\"b\"\"b\",\"c\nc\"\n").repeat(2_000);
    CsvRows rows = new CsvRows(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    int count = 0;
    while (rows.next()) {
      assertThat(rows.cells()).isEqualTo(3);
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        cells.add(
            new String(
                rows.bytes(), rows.start(i), rows.end(i) - rows.start(i), StandardCharsets.UTF_8));
      }
      assertThat(cells).containsExactly(cell, "b\"b", "c\nc");
      count++;
    }
    assertThat(count).isEqualTo(2_000);
  }

  @Test
  void readsALargeFileFromDisk() throws IOException {
    Path file = folder.resolve("coverage.csv");
    long written = writeLargeFile(file);
    Contract contract = CATALOGUE.operation(HEADER).orElseThrow().formats().get(0).contract();
    Payload payload = new Payload.Stored(file, Files.size(file), -1);
    contract.check(payload);
    long start = System.nanoTime();
    assertThat(contract.check(payload)).isEqualTo(written);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%,d rows, %,d bytes: %,.0f rows/s%n", written, Files.size(file), written / seconds);
  }

  private static long writeLargeFile(Path file) throws IOException {
    List<String> lines =
        List.copyOf(TestCatalogue.codeLists().find("CL-12").orElseThrow().codes().keySet());
    long rows = 0;
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(HEADING.getBytes(StandardCharsets.UTF_8));
      for (int region = 200_000; region < 250_000; region++) {
        for (int line = 0; line < 20; line++) {
          String row =
              "91331000TEXT000A0M,2026-08-23,"
                  + region
                  + ","
                  + lines.get(line)
                  + ","
                  + (region % 977 + 100)
                  + ",,"
                  + region * 37L
                  + ".25,"
                  + line * 11
                  + ",7,"
                  + region
                  + ".1\n";
          out.write(row.getBytes(StandardCharsets.UTF_8));
          rows++;
        }
      }
    }
    return rows;
  }

  private static long rows(String file) {
    return CATALOGUE.check(HEADER, TestCatalogue.payload(file)).records();
  }
}
