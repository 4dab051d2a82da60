package passerelle.cli.lab;

import java.util.Optional;
import passerelle.kernel.Errno;

/**
 * How a probe went.
 *
 * @param answered the target answered
 * @param error what the socket said, if it did
 */
public record ProbeOutcome(boolean answered, Optional<Errno> error) {}
