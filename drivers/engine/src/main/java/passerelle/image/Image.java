package passerelle.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import passerelle.kernel.ProgramChoice;

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
 * @param userland which programs it has besides its own
 * @param files text files by path
 * @param behaviour what the default process does
 * @param volumes directories that get a volume of their own in every container
 * @param layers what containerd's store keeps of it
 * @param made what only images have that were made here
 */
public record Image(
    List<String> references,
    String id,
    long size,
    long age,
    Process process,
    List<String> exposed,
    Map<String, String> labels,
    Userland userland,
    Map<String, String> files,
    ImageBehaviour behaviour,
    List<String> volumes,
    Layers layers,
    Made made) {

  /**
   * The programs of an image.
   *
   * @param toolset {@code debian}; {@code busybox}, {@code defconfig} or {@code alpine} for three
   *     builds of BusyBox; {@code none}
   * @param programs which of the toolset's it has
   */
  public record Userland(String toolset, ProgramChoice programs) {}

  /**
   * What only images have that were made here.
   *
   * @param executables its files that may be run, by path
   * @param health the options of {@code docker run} that say the same as its {@code HEALTHCHECK}
   */
  public record Made(Set<String> executables, Map<String, List<String>> health) {
    /** Nothing was made here. */
    public static final Made NOTHING = new Made(Set.of(), Map.of());
  }

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

  /** Its toolset: {@code debian}, one of BusyBox's, or {@code none}. */
  public String toolset() {
    return userland.toolset();
  }

  /** The same image by other names. */
  public Image withReferences(List<String> others) {
    return new Image(
        others, id, size, age, process, exposed, labels, userland, files, behaviour, volumes,
        layers, made);
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
