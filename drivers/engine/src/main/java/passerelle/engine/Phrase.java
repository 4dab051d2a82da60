package passerelle.engine;

import static passerelle.engine.EngineVersion.V29_1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sentences that versions word differently; each is as in the version before where none stands. */
public enum Phrase {
  /** A word that is no command of docker. */
  UNKNOWN_COMMAND(
      "docker: '%s' is not a docker command.\nSee 'docker --help'\n",
      "docker: unknown command: docker %s\n\nRun 'docker --help' for more information\n"),

  /** A range of ports that is empty, and one that ends before it begins. */
  NO_PORTS("Empty string specified for ports", "empty string specified for ports"),
  PORTS_BACKWARDS(
      "Invalid range specified for the Port: %s", "invalid range specified for port: %s"),

  /** The host's address of a published port that is none. */
  WRONG_ADDRESS("invalid ip address: %s", "invalid IP address: %s"),

  /** Why a container could not be put on its networks. */
  NETWORKING_FAILED("%s", "failed to set up container networking: %s"),

  /** A subnet that cannot be given. */
  POOL_REFUSED("%s", "invalid pool request: %s"),

  /** No default subnet is left. */
  POOLS_EXHAUSTED(
      "could not find an available, non-overlapping IPv4 address pool among the defaults to assign"
          + " to the network",
      "all predefined address pools have been fully subnetted"),

  /** The first word of the refusal of too many processors. */
  PROCESSOR_RANGE("Range", "range"),

  /** {@code --group-add} of a group that the image does not have. */
  GROUP_MISSING(
      "Unable to find group %s: no matching entries in group file",
      "unable to find group %s: no matching entries in group file"),

  /** {@code --cpu-shares} below 0. */
  WRONG_SHARES(
      "shares: invalid argument", "invalid CPU shares (%s): value must be a positive integer"),

  /** {@code --isolation} of another system. */
  WRONG_ISOLATION(
      "Invalid isolation: \"%s\" - linux only supports 'default'",
      "invalid isolation (%s): linux only supports 'default'"),

  /** A network is to have no name. */
  NETWORK_UNNAMED("invalid name:", "invalid name: name is empty"),

  /** A running container is not removed: its name and state. */
  REMOVE_RUNNING(
      "cannot remove container \"/%s\": container is %s: stop the container before removing or"
          + " force remove",
      "cannot remove container \"%s\": container is %s: stop the container before removing or force"
          + " remove"),

  /** {@code docker rm} of a container that is paused. */
  REMOVE_PAUSED(
      "cannot remove container \"/%s\": container is paused and must be unpaused first",
      "cannot remove container \"%s\": container is paused and must be unpaused first"),

  /** {@code --network container:X}: there is no X. */
  JOIN_MISSING(
      "No such container: %s", "joining network namespace of container: No such container: %s"),

  /** {@code --network container:X} of the container X itself. */
  JOIN_ITSELF("cannot join own network", "cannot join own network namespace"),

  /** {@code --network container:} without a container. */
  BAD_CONTAINER_MODE(
      "Invalid network mode: invalid container format container:<name|id>",
      "invalid network mode: invalid container format container:<name|id>"),

  /** A container cannot be connected to the network host. */
  CONNECT_TO_HOST(
      "container cannot be disconnected from host network or connected to host network",
      "cannot connect container to host network - container must be created in host network mode"),

  /** A container in the host's network cannot leave it. */
  DISCONNECT_FROM_HOST(
      "container cannot be disconnected from host network or connected to host network",
      "cannot disconnect container from host network - container was created in host network mode"),

  /** Names of a container's own are for networks of the user's own. */
  ALIAS_REFUSED(
      V29_1,
      "network-scoped alias is supported only for containers in user defined networks",
      "network-scoped aliases are only supported for user-defined networks"),

  /** Devices that no specification of the machine has. */
  NO_CDI_DEVICES(
      "could not select device driver \"cdi\" with capabilities: []",
      "CDI device injection failed: unresolvable CDI devices %s"),

  /** A file is to be written into a directory, as typed, that is not there. */
  NO_OUTPUT_DIRECTORY("directory \"%s\" does not exist", "stat %s: no such file or directory"),

  /** {@code docker volume create --name A B}. */
  VOLUME_NAMED_TWICE(
      "conflicting options: either specify --name or provide positional arg, not both",
      "conflicting options: cannot specify a volume-name through both --name and as a positional"
          + " arg"),

  /** {@code docker inspect --type} of what is no type: as typed, and what that is. */
  WRONG_TYPE(
      "\"%s\" is not a valid value for --type",
      "%2$s: must be one of \"config\", \"container\", \"image\", \"network\", \"node\","
          + " \"plugin\", \"secret\", \"service\", \"task\", \"volume\""),

  /** {@code docker volume update}. */
  ONLY_CLUSTER_VOLUMES("Can only update cluster volumes", "can only update cluster volumes"),

  /** {@code docker --host --context}. */
  HOST_AND_CONTEXT(
      "conflicting options: either specify --host or --context, not both",
      "conflicting options: cannot specify both --host and --context"),

  /** A line of a file of variables is no UTF-8: the file, the line's number and octets. */
  NO_TEXT(
      "env file %s contains invalid utf8 bytes at line %s: %s",
      "invalid env file (%s): invalid utf8 bytes at line %s: %s"),

  /** {@code docker rm ''}. */
  NO_NAME("Container name cannot be empty", "container name cannot be empty"),

  /** {@code docker login --password}. */
  PASSWORD_TYPED("WARNING! Using --password via the CLI is insecure. Use --password-stdin."),

  /** {@code docker login --password --password-stdin}. */
  PASSWORD_TWICE(
      "WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n"
          + "--password and --password-stdin are mutually exclusive",
      "conflicting options: cannot specify both --password and --password-stdin"),

  /** {@code docker login --password-stdin} without a user. */
  PASSWORD_WITHOUT_USER(
      "Must provide --username with --password-stdin",
      "the --password-stdin option requires --username to be set"),

  /** {@code docker run --rm --restart}. */
  RESTART_CONFLICT(
      "Conflicting options: --restart and --rm",
      "conflicting options: cannot specify both --restart and --rm"),

  /** {@code docker run -d -a}. */
  ATTACH_CONFLICT(
      "Conflicting options: -a and -d",
      "conflicting options: cannot specify both --attach and --detach"),

  /** {@code docker context rm default}. */
  CONTEXT_KEPT("%1$s: context \"%1$s\" cannot be removed", "context \"%s\" cannot be removed"),

  /** What stands before {@code Usage:} where help is asked for. */
  BEFORE_HELP("\n", ""),

  /** {@code docker run --dns} with an address of the host's own. */
  LOCALHOST_DNS(
      "WARNING: Localhost DNS setting (--dns=%s) may fail in containers.",
      "WARNING: Localhost DNS (%s) may fail in containers."),

  /** {@code docker attach} to what is not running: its state, and what to do. */
  CANNOT_ATTACH(
      V29_1, "You cannot attach to a %s container, %s", "cannot attach to a %s container, %s"),

  /** {@code docker inspect} of a name that nothing has. */
  NO_SUCH_OBJECT(V29_1, "Error: No such object: %s", "error: no such object: %s"),

  /** {@code docker port} of a port that is not published: the port and the container. */
  NO_PUBLIC_PORT(
      V29_1, "Error: No public port '%s' published for %s", "no public port '%s' published for %s"),

  /** Ends {@code docker start} when some containers did not start. */
  START_FAILED(V29_1, "Error: failed to start containers: %s", "failed to start containers: %s"),

  /** {@code docker rename} that was refused: the former name, and the refusal as it is printed. */
  RENAME_FAILED(
      V29_1,
      "%2$s\nError: failed to rename container named %1$s",
      "failed to rename container: %2$s"),

  /** What {@code docker info} warns of on standard error. */
  INFO_WARNING(
      V29_1,
      "",
      "WARNING: Support for cgroup v1 is deprecated and planned to be removed by no later than May"
          + " 2029 (https://github.com/moby/moby/issues/51111)\n"),

  /** {@code docker info} that reaches nobody: why. */
  INFO_UNREACHABLE("ERROR: %s\nerrors pretty printing info", "%s"),

  /** Somebody answers, but not this user: where, and what was asked in the words of package net. */
  FORBIDDEN(
      V29_1,
      "permission denied while trying to connect to the Docker daemon socket at %s: %s",
      "permission denied while trying to connect to the docker API at %s"),

  /** {@code --network container:X}: X does not run; its id, its name and its state. */
  JOIN_STOPPED(
      "cannot join network of a non running container: %s",
      "cannot join network namespace of a non running container: container %2$s is %3$s"),

  /** The host refuses to bind a published port: where, the mapping, the protocol, and why. */
  BIND_FAILED(
      "Error starting userland proxy: listen %3$s%5$s %1$s: bind: %4$s",
      "failed to bind host port for %2$s: %4$s", "failed to bind host port %1$s/%3$s: %4$s"),

  /** The lines of /etc/hosts below those of localhost. */
  IPV6_HOSTS(
      "fe00::0\tip6-localnet\nff00::0\tip6-mcastprefix",
      "fe00::\tip6-localnet\nff00::\tip6-mcastprefix"),

  /** The registry has the repository, but not the tag: its familiar and its full name. */
  NO_SUCH_TAG(
      V29_1,
      "manifest for %s not found: manifest unknown: manifest unknown",
      "failed to resolve reference \"%2$s\": %2$s: not found"),

  /** The registry does not know the repository, or does not say so: its short and its full name. */
  NO_SUCH_REPOSITORY(
      V29_1,
      "pull access denied for %s, repository does not exist or may require 'docker login': denied:"
          + " requested access to the resource is denied",
      "failed to resolve reference \"%2$s\": pull access denied, repository does not exist or may"
          + " require authorization: server message: insufficient_scope: authorization failed"),

  /** An address of a family of which the network has no subnet that the user chose. */
  ADDRESS_OUTSIDE(
      V29_1,
      "user specified IP address is supported only when connecting to networks with user configured"
          + " subnets",
      "no configured subnet contains IP address %s"),

  /** What {@code docker info} tells last. */
  FIREWALL_BACKEND(V29_1, "", "Firewall Backend: %s"),

  /** A name is taken from an image that a container is of: as typed, familiar, and both ids. */
  IMAGE_REFERENCED(
      V29_1,
      "conflict: unable to remove repository reference \"%1$s\" (must force) - container %3$s is"
          + " using its referenced image %4$s",
      "conflict: unable to delete %2$s (must be forced) - container %3$s is using its referenced"
          + " image %4$s"),

  /** {@code --output} of a directory; nothing where the rename at the end finds it only. */
  OUTPUT_IS_DIRECTORY("", "cannot write to a directory"),

  /** The values of {@code -v} that begin with a path from where docker is typed. */
  RELATIVE_VOLUMES("\\.([/:].*)?", "\\.\\.?([/:].*)?"),

  /** The registries that {@code docker info} says need no TLS. */
  INSECURE_REGISTRIES("127.0.0.0/8", "::1/128\n127.0.0.0/8"),

  /** Where {@code docker info} says that descriptions of devices are (CDI). */
  DEVICE_DIRECTORIES("", "CDI spec directories:\n /etc/cdi\n /var/run/cdi"),

  /** Ends the lines of a command of which some arguments failed. */
  TRAILER("", "exit status 1\n");

  private final List<String> texts;

  /** By version, the oldest first. */
  Phrase(String... texts) {
    this.texts = List.of(texts);
  }

  /** What all versions have before one, and what that one has. */
  Phrase(EngineVersion since, String before, String then) {
    texts = new ArrayList<>(Collections.nCopies(since.ordinal(), before));
    texts.add(then);
  }

  /**
   * As a version has it.
   *
   * @param values what it is said of
   */
  String in(EngineVersion version, Object... values) {
    return texts.get(Math.min(version.ordinal(), texts.size() - 1)).formatted(values);
  }
}
