package passerelle.engine.cli.image;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.Identities;
import passerelle.engine.state.Images;
import passerelle.image.Image;

/**
 * containerd's store (daemon/containerd): the blobs as they were pulled, compressed, and beside
 * them snapshots of what they unpack to. An image is known by the digest of its manifest.
 */
final class SnapshotStore implements ImageStore {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** A directory takes a block, in octets. */
  private static final long BLOCK = 4096;

  /** The directories of a container's init layer. */
  private static final int INIT_DIRECTORIES = 5;

  @Override
  public String repositoryDigest(Image image) {
    return image.digest();
  }

  @Override
  public boolean tellsDigest(Images images, Image image, String repository) {
    return true;
  }

  @Override
  public String driver() {
    return "overlayfs";
  }

  @Override
  public List<String> details() {
    return List.of("driver-type: io.containerd.snapshotter.v1");
  }

  @Override
  public long size(Image image) {
    return image.layers().content() + image.layers().unpacked();
  }

  @Override
  public long layer(Image image) {
    return image.layers().unpacked();
  }

  @Override
  public long writable() {
    return BLOCK;
  }

  @Override
  public long virtual(Image image) {
    return image.layers().unpacked() + (1 + INIT_DIRECTORIES) * BLOCK;
  }

  @Override
  public void describe(Container container, Map<String, Object> document) {
    document.put("Driver", driver());
    document.put("Storage", Map.of("RootFS", Map.of("Snapshot", Map.of("Name", driver()))));
    Map<String, Object> descriptor = descriptor(container.image());
    descriptor.put("platform", Map.of("architecture", "amd64", "os", "linux"));
    document.put("ImageManifestDescriptor", descriptor);
  }

  @Override
  public void describe(Image image, Map<String, Object> document) {
    document.put("Size", image.layers().content());
    document.put("Descriptor", descriptor(image));
  }

  private static Map<String, Object> descriptor(Image image) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", MANIFEST);
    descriptor.put("digest", image.digest());
    descriptor.put("size", manifest(image).getBytes(StandardCharsets.UTF_8).length);
    return descriptor;
  }

  /** The manifest of an image of one layer (OCI image-spec, manifest.md). */
  private static String manifest(Image image) {
    String config = Identities.derived("config", image.id());
    String layer = Identities.derived("layer", image.id());
    return "{\"schemaVersion\":2,\"mediaType\":\""
        + MANIFEST
        + ("\",\"config\":" + blob("config.v1+json", config, 400))
        + (",\"layers\":[" + blob("layer.v1.tar+gzip", layer, image.layers().content()) + "]}");
  }

  private static String blob(String type, String digest, long size) {
    return "{\"mediaType\":\"application/vnd.oci.image."
        + (type + "\",\"digest\":\"sha256:" + digest)
        + ("\",\"size\":" + size + "}");
  }
}
