package passerelle.engine.cli.image;

import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineVersion;
import passerelle.engine.daemon.Engine;
import passerelle.engine.state.Images;
import passerelle.image.Image;

/** Where an engine keeps images and the layers of containers, as far as its answers show it. */
public interface ImageStore {

  /** The store of a version. */
  static ImageStore of(EngineVersion version) {
    return switch (version) {
      case V26_1 -> new OverlayStore(version, false);
      case V28_5 -> new OverlayStore(version, true);
      case V29_1 -> new SnapshotStore();
    };
  }

  /** The store of an engine. */
  static ImageStore of(Engine engine) {
    return of(engine.profile().version());
  }

  /** The digest by which a registry knows an image. */
  String repositoryDigest(Image image);

  /** Whether an image is known by its digest in a repository. */
  boolean tellsDigest(Images images, Image image, String repository);

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
}
