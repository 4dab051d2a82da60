package passerelle.sim.uapi;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a process says that an entry of the connection table is to be ({@code CTA_TIMEOUT}, {@code
 * CTA_MARK}, {@code CTA_STATUS}, {@code CTA_PROTOINFO}); what is empty stays as it is.
 *
 * @param seconds how long it lives on
 * @param assured it is not the first to go; false leaves that as it is
 * @param answered it has been answered; false leaves that as it is
 * @param state of a TCP connection, such as {@code ESTABLISHED}
 */
public record FlowChange(
    OptionalInt seconds,
    OptionalInt mark,
    boolean assured,
    boolean answered,
    Optional<String> state) {

  /** Whether an entry would be another than it is. */
  public boolean changes(Flow flow) {
    return seconds.isPresent() && seconds.getAsInt() != flow.view().secondsLeft()
        || mark.isPresent() && mark.getAsInt() != flow.view().mark()
        || assured && !flow.view().assured()
        || answered && !flow.view().answered()
        || state.isPresent() && !state.equals(flow.view().state());
  }
}
