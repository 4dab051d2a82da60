package passerelle.cli.why;

import java.util.Locale;

/**
 * Why one place does not reach another: all causes that {@code why} knows, by family. Each has a
 * sentence in both languages and an example in docs/WHY.md.
 */
public enum Cause {
  DAEMON_STOPPED,
  CONTAINER_UNKNOWN,
  NAME_TAKEN,
  NETWORK_MISSING,
  PROGRAM_MISSING,
  CONTAINER_MISSING,
  CONTAINER_NEVER_STARTED,
  CONTAINER_FAILED_TO_START,
  CONTAINER_EXITED,
  CONTAINER_STOPPED,
  CONTAINER_RESTARTING,
  CONTAINER_PAUSED,
  OWNER_STOPPED,

  DEFAULT_BRIDGE_HAS_NO_NAMES,
  NAME_ON_OTHER_NETWORK,
  NAME_OF_HOST_NAMESPACE,
  NAME_OF_SHARED_NAMESPACE,
  HOST_NAME_OF_DESKTOP,
  NAME_UNKNOWN,
  RESOLVER_UNREACHABLE,

  NO_NETWORK,
  NO_COMMON_NETWORK,
  INTERNAL_NETWORK,
  ICC_OFF,
  DIRECT_ACCESS,

  PORT_TAKEN,
  PUBLISHED_ON_LOOPBACK,
  PUBLISHED_ON_OTHER_ADDRESS,
  PUBLISHED_ON_OTHER_PORT,
  PUBLISHED_OTHER_PROTOCOL,
  PUBLISHED_PORT_LEADS_ELSEWHERE,
  HOST_MODE_PUBLISHES_NOTHING,
  INTERNAL_NETWORK_PUBLISHES_NOTHING,
  NOT_PUBLISHED,

  LISTENS_ON_LOOPBACK,
  LISTENS_ON_OTHER_ADDRESS,
  LISTENS_ON_OTHER_PORT,
  LISTENS_ON_OTHER_PROTOCOL,
  LOCALHOST_IS_THE_CONTAINER,
  NOTHING_LISTENS,
  NOTHING_LISTENS_ON_MACHINE;

  /** As it is told to programs: {@code listens-on-loopback}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The key of its sentence: {@code why.listens-on-loopback}. */
  public String key() {
    return "why." + id();
  }
}
