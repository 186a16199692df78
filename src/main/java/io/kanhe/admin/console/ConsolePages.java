package io.kanhe.admin.console;

import io.kanhe.admin.Journey;
import io.kanhe.admin.Journeys;
import io.kanhe.admin.StampState;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.ledger.Stamps;
import io.kanhe.retention.Erasures;
import io.kanhe.retention.ReadLog;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages: what went through, and one message's journey. They show no payload. */
@Controller
class ConsolePages {

  private static final int PAGE = 50;

  /** China has one zone; every time on the pages is in it, and the pages say so. */
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final Journeys journeys;
  private final Erasures erasures;
  private final ReadLog reads;
  private final Stamps stamps;
  private final Clock clock;

  ConsolePages(Journeys journeys, Erasures erasures, ReadLog reads, Stamps stamps, Clock clock) {
    this.journeys = journeys;
    this.erasures = erasures;
    this.reads = reads;
    this.stamps = stamps;
    this.clock = clock;
  }

  @ModelAttribute("zone")
  ZoneId zone() {
    return CHINA;
  }

  @GetMapping("/")
  String overview(
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "" + MessageSearch.NEWEST) long before,
      Model model) {
    List<MessageView> messages =
        key.isBlank() ? journeys.newest(before, PAGE) : journeys.find(key, PAGE);
    model.addAttribute("key", key);
    model.addAttribute("messages", messages);
    model.addAttribute(
        "older",
        key.isBlank() && messages.size() == PAGE ? messages.get(PAGE - 1).ledgerIndex() : null);
    model.addAttribute(
        "refusals",
        key.isBlank() ? journeys.refusals(MessageSearch.NEWEST, 10) : journeys.refusalsOf(key));
    model.addAttribute("standing", journeys.standing());
    Stamps.Status status = stamps.status();
    model.addAttribute("stampState", StampState.of(status, clock.instant()));
    model.addAttribute("newestStamp", status.newest().orElse(null));
    return "console/overview";
  }

  @GetMapping("/messages/{ledgerIndex}")
  String journey(@PathVariable long ledgerIndex, Model model) {
    Optional<Journey> journey = journeys.of(ledgerIndex);
    if (journey.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("journey", journey.get());
    model.addAttribute("erased", erasures.of(ledgerIndex).orElse(null));
    model.addAttribute("reads", reads.of(ledgerIndex));
    return "console/journey";
  }
}
