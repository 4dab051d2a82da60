package passerelle.engine.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineVersion;
import passerelle.image.Image;

/** Where an engine keeps images and the layers of containers, as far as its answers show it. */
interface ImageStore {

  /** The store of a version. */
  static ImageStore of(EngineVersion version) {
    return switch (version) {
      case V26_1 -> new OverlayStore(version, false);
      case V28_5 -> new OverlayStore(version, true);
      case V29_1 -> new SnapshotStore();
    };
  }

  /** Its name in inspect and info. */
  String driver();

  /** What {@code docker info} says of it, below its name. */
  List<String> details();

  /** What an image takes on the disk, in octets. */
  long size(Image image);

  /** What an image's layers take when they are unpacked, in octets. */
  long layer(Image image);

  /** What a container that has written nothing takes of its own, in octets. */
  long writable();

  /** The same with the image's layers. */
  long virtual(Image image);

  /** Adds to a container's document where its files are. */
  void describe(Container container, Map<String, Object> document);

  /** Adds to an image's document where its layers are. */
  void describe(Image image, Map<String, Object> document);

  /** An identity that is not drawn by the engine but follows from another: 64 digits. */
  static String derived(String what, String id) {
    try {
      byte[] text = (what + " " + id).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
