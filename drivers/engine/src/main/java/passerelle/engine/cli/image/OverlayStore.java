package passerelle.engine.cli.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.engine.Container;
import passerelle.engine.EngineVersion;
import passerelle.engine.Identities;
import passerelle.engine.state.Images;
import passerelle.image.Image;

/**
 * The engine's own store with the graph driver overlay2 (daemon/graphdriver/overlay2).
 *
 * @param version what wrote the images that were imported here
 * @param tellsId a container's document repeats its id among its directories
 */
record OverlayStore(EngineVersion version, boolean tellsId) implements ImageStore {
  private static final String ROOT = "/var/lib/docker/overlay2/";

  @Override
  public String repositoryDigest(Image image) {
    return image.manifestDigest();
  }

  @Override
  public boolean tellsDigest(Images images, Image image, String repository) {
    return images.isPulled(image, repository);
  }

  @Override
  public String driver() {
    return "overlay2";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Backing Filesystem: extfs",
        "Supports d_type: true",
        "Using metacopy: false",
        "Native Overlay Diff: true",
        "userxattr: false");
  }

  @Override
  public long size(Image image) {
    return image.size();
  }

  @Override
  public long layer(Image image) {
    return image.size();
  }

  @Override
  public long writable() {
    return 0;
  }

  @Override
  public long virtual(Image image) {
    return image.size();
  }

  @Override
  public void describe(Container container, Map<String, Object> document) {
    String layer = ROOT + Identities.derived("layer", container.id());
    Map<String, Object> data = new LinkedHashMap<>();
    if (tellsId) {
      data.put("ID", container.id());
    }
    data.put("LowerDir", layer + "-init/diff:" + directory(container.image()) + "/diff");
    directories(data, layer);
    document.put("Driver", driver());
    document.put("GraphDriver", Map.of("Data", data, "Name", driver()));
  }

  private static String directory(Image image) {
    return ROOT + Identities.derived("layer", image.id());
  }

  private static void directories(Map<String, Object> data, String layer) {
    data.put("MergedDir", layer + "/merged");
    data.put("UpperDir", layer + "/diff");
    data.put("WorkDir", layer + "/work");
  }

  @Override
  public void describe(Image image, Map<String, Object> document) {
    Map<String, Object> data = new LinkedHashMap<>();
    directories(data, directory(image));
    document.put("Size", size(image));
    document.put("GraphDriver", Map.of("Data", data, "Name", driver()));
    if (image.layers().imported()) {
      document.put("DockerVersion", version.profile().versions().engine());
    }
  }
}
