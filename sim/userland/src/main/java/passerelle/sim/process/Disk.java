package passerelle.sim.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The room for the files of a lab, which all its places share. */
public final class Disk {
  /** Bytes: as much as a Java heap of 1 GiB can spare. */
  private static final long SIZE = 192L << 20;

  private final long size;
  private final Optional<Disk> below;
  private final Map<String, Layer> images = new HashMap<>();
  private long used;

  /** The lab's. */
  public Disk() {
    this(SIZE, Optional.empty());
  }

  private Disk(long size, Optional<Disk> below) {
    this.size = size;
    this.below = below;
  }

  /** A part of it with a size of its own, in octets: a file system in memory. */
  Disk part(long octets) {
    return new Disk(octets, Optional.of(this));
  }

  /** Whether it is part of another. */
  boolean isPart() {
    return below.isPresent();
  }

  /** In octets. */
  long size() {
    return size;
  }

  /** In octets. */
  long used() {
    return used;
  }

  /** The layers of images on it, by the image. */
  Map<String, Layer> images() {
    return images;
  }

  /** What is left, in octets. */
  long room() {
    return Math.min(size - used, below.map(Disk::room).orElse(Long.MAX_VALUE));
  }

  /** Takes some of it. */
  void take(long octets) {
    used += octets;
    below.ifPresent(disk -> disk.take(octets));
  }

  /** Gives some back. */
  void give(long octets) {
    take(-octets);
  }
}
