package io.kanhe.service.regulation;

import io.kanhe.platform.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/**
 * Which days are working days in China: Monday to Friday but for the holidays, and the weekend days
 * that are worked instead. Read from {@code config/calendars/working-days.yaml}. Immutable.
 */
public final class WorkingCalendar {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Set<LocalDate> holidays;
  private final Set<LocalDate> workdays;

  WorkingCalendar(Set<LocalDate> holidays, Set<LocalDate> workdays) {
    this.holidays = Set.copyOf(holidays);
    this.workdays = Set.copyOf(workdays);
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static WorkingCalendar read(YamlNode node) {
    node.keys(Set.of("holidays", "workdays"), Set.of());
    Set<LocalDate> holidays = new HashSet<>(node.get("holidays").items(YamlNode::date));
    Set<LocalDate> workdays = new HashSet<>(node.get("workdays").items(YamlNode::date));
    if (workdays.stream().anyMatch(holidays::contains)) {
      throw node.get("workdays").problem("a day that is a holiday too", "each day once");
    }
    return new WorkingCalendar(holidays, workdays);
  }

  public boolean isWorkingDay(LocalDate day) {
    if (workdays.contains(day)) {
      return true;
    }
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !holidays.contains(day);
  }

  /**
   * The end of the last of so many working days after the day of {@code from}: the day itself does
   * not count.
   */
  public Instant endAfter(Instant from, int workingDays) {
    LocalDate day = LocalDate.ofInstant(from, CHINA);
    int left = workingDays;
    while (left > 0) {
      day = day.plusDays(1);
      if (isWorkingDay(day)) {
        left--;
      }
    }
    return day.plusDays(1).atStartOfDay().toInstant(CHINA);
  }
}
