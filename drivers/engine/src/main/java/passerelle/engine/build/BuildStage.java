package passerelle.engine.build;

import passerelle.engine.dockerfile.BuildVariables;
import passerelle.engine.image.ImageConfiguration;
import passerelle.image.Image;

/** A stage while it is built. */
final class BuildStage {
  private final String title;
  private final BuildVariables variables = new BuildVariables();
  private final BuildVariables globals;
  private final Builder.Wish wish;
  private final ImageConfiguration configuration;
  private Image image;
  private int count;
  private int step;

  BuildStage(Image base, String title, BuildVariables globals, Builder.Wish wish) {
    this.image = base;
    this.title = title;
    this.globals = globals;
    this.wish = wish;
    this.configuration = new ImageConfiguration(base);
    wish.labels().forEach(configuration::label);
    for (String variable : base.process().environment()) {
      int equals = variable.indexOf('=');
      variables.variable(variable.substring(0, equals), variable.substring(equals + 1));
    }
  }

  Image image() {
    return image;
  }

  void image(Image next) {
    image = next;
  }

  /** What its instructions know. */
  BuildVariables variables() {
    return variables;
  }

  /** The arguments before the first stage. */
  BuildVariables globals() {
    return globals;
  }

  Builder.Wish wish() {
    return wish;
  }

  ImageConfiguration configuration() {
    return configuration;
  }

  /** So many steps will be told of. */
  void expect(int steps) {
    count = steps;
  }

  /** {@code [2/5] }. */
  String next() {
    step++;
    return "[" + title + step + "/" + count + "] ";
  }
}
