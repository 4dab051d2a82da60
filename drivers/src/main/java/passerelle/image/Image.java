package passerelle.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import passerelle.kernel.ServiceSpec;

/**
 * An image of the catalogue.
 *
 * @param references its names, each {@code REPOSITORY:TAG}
 * @param id 64 hexadecimal digits
 * @param size in octets
 * @param age seconds since it was built, counted from the lab's boot
 * @param process what runs by default
 * @param exposed the ports it says it listens to, {@code 80/tcp}
 * @param labels its labels
 * @param toolset which commands its shell has: {@code debian}, or {@code busybox} or {@code alpine}
 *     for two builds of BusyBox
 * @param files text files by path
 * @param behaviour what the default process does
 * @param volumes directories that get a volume of their own in every container
 * @param layers what containerd's store keeps of it
 */
public record Image(
    List<String> references,
    String id,
    long size,
    long age,
    Process process,
    List<String> exposed,
    Map<String, String> labels,
    String toolset,
    Map<String, String> files,
    Behaviour behaviour,
    List<String> volumes,
    Layers layers) {

  /**
   * An image's layers in containerd's store.
   *
   * @param content the compressed blobs, in octets
   * @param unpacked what they unpack to, in blocks of a file system, in octets
   * @param imported made of an archive on this machine, not pulled
   */
  public record Layers(long content, long unpacked, boolean imported) {}

  /**
   * What an image runs unless told otherwise.
   *
   * @param entrypoint put before the command; empty for none
   * @param command arguments, or the whole command when there is no entrypoint
   * @param environment {@code NAME=value}
   * @param directory working directory, empty for the root
   * @param user empty for root
   * @param stopSignal the signal of {@code docker stop}, empty for SIGTERM
   */
  public record Process(
      List<String> entrypoint,
      List<String> command,
      List<String> environment,
      String directory,
      String user,
      String stopSignal) {

    /** Entrypoint and command together. */
    public List<String> argv() {
      List<String> all = new ArrayList<>(entrypoint);
      all.addAll(command);
      return List.copyOf(all);
    }
  }

  /**
   * What the default process does when its arguments are the default ones.
   *
   * @param services what it listens with; none means that the command is run by the toolset
   * @param log what it prints at start
   * @param exit it ends with this status after printing
   * @param stopStatus its exit status when it is told to stop; empty when it does not listen to
   *     signals and has to be killed
   */
  public record Behaviour(
      List<ServiceSpec> services, List<String> log, OptionalInt exit, OptionalInt stopStatus) {

    /** Whether the catalogue says what it does, so that no command is run for it. */
    public boolean isScripted() {
      return !services.isEmpty() || exit.isPresent();
    }
  }

  /** The same image by other names. */
  public Image withReferences(List<String> others) {
    return new Image(
        others, id, size, age, process, exposed, labels, toolset, files, behaviour, volumes,
        layers);
  }

  /** The digest of its manifest, by which a registry knows it. */
  public String manifestDigest() {
    return ImageHistory.digest("manifest", id, "");
  }

  /** The id as Docker prints it in full. */
  public String digest() {
    return "sha256:" + id;
  }
}
