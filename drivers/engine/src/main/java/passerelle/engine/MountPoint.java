package passerelle.engine;

/**
 * What is mounted in a container (volume/mounts.MountPoint).
 *
 * @param type what it leads to
 * @param name of the volume, empty for others
 * @param source the path on the host
 * @param destination the path in the container
 * @param mode as typed, or what stands for it
 * @param readOnly nothing can be written there
 * @param noCopy a new volume is not filled with what the image has there
 * @param propagation of mounts made later below it, empty but for a path of the host
 * @param subpath what of a volume is mounted, empty for all of it
 */
public record MountPoint(
    Type type,
    String name,
    String source,
    String destination,
    String mode,
    boolean readOnly,
    boolean noCopy,
    String propagation,
    String subpath) {

  /** Kinds of mounts, as inspect names them. */
  public enum Type {
    BIND("bind"),
    VOLUME("volume"),
    TMPFS("tmpfs");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    /** Its name in inspect. */
    public String label() {
      return label;
    }
  }

  public boolean isVolume() {
    return type == Type.VOLUME;
  }

  public MountPoint withReadOnly() {
    return new MountPoint(
        type, name, source, destination, "ro", true, noCopy, propagation, subpath);
  }

  public MountPoint withPropagation(String other) {
    return new MountPoint(type, name, source, destination, mode, readOnly, noCopy, other, subpath);
  }

  /** The same of another path of the host. */
  public MountPoint at(String path) {
    return new MountPoint(
        type, name, path, destination, mode, readOnly, noCopy, propagation, subpath);
  }

  public MountPoint of(Volume volume) {
    return new MountPoint(
        type,
        volume.name(),
        volume.mountpoint(),
        destination,
        mode,
        readOnly,
        noCopy,
        propagation,
        subpath);
  }
}
