package passerelle.image;

import java.util.List;
import java.util.Map;

/**
 * The processes that an image's first one forks at its start, as nginx does. All texts are
 * templates; {@code $pid} is the number of whoever says them, {@code $worker} that of a worker.
 *
 * @param count how many; 0 for none
 * @param first the least number that they may have: scripts of an entrypoint have used up those
 *     before
 * @param title what {@code ps} shows of them
 * @param user whom they run as, whom the image's /etc/passwd knows
 * @param uid its number, and its group's
 * @param start what the first process says of each that it starts
 * @param end what it says of each that has ended by itself, with {@code $status}
 * @param killed what it says of each that a signal has ended, with {@code $signal}
 * @param signals what each says when a signal comes; {@code exit 0} ends it
 * @param told the same when the first process tells it to, by a line such as {@code workers TERM}
 */
public record Workers(
    int count,
    int first,
    String title,
    String user,
    int uid,
    List<String> start,
    List<String> end,
    List<String> killed,
    Map<String, List<String>> signals,
    Map<String, List<String>> told) {
  /** So many of them, as another user where the first process is not root. */
  public Workers of(int many, int owner) {
    boolean own = owner == 0 || count == 0;
    return new Workers(
        count == 0 ? 0 : many,
        first,
        title,
        user,
        own ? uid : owner,
        start,
        end,
        killed,
        signals,
        told);
  }

  /** The first process does everything itself. */
  public static final Workers NONE =
      new Workers(0, 1, "", "", 0, List.of(), List.of(), List.of(), Map.of(), Map.of());
}
