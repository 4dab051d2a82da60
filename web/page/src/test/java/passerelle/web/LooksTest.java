package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The main views look as somebody has approved. Pictures are compared as the eye sees them from
 * afar, so that another version of a font or a browser changes nothing: what is not where it was,
 * or has another colour, does. Where one differs, the new one lies in {@code target/screenshots}.
 */
class LooksTest {
  private static final Path FIREFOX = Path.of("/usr/bin/firefox-esr");

  /** The parts that are compared. */
  private static final int COLUMNS = 64;

  private static final int ROWS = 36;

  /** Of 255: so far the brightness of a part may differ, and so far on the average. */
  private static final double MOST = 60;

  private static final double MEAN = 4;

  @TempDir Path folder;

  @Test
  void thePageAndThePlayersViewsLookAsApproved() throws Exception {
    try (Browser browser = new Browser(folder, 1280, 720)) {
      browser.size(1280, 720);
      browser.reduceMotion();
      browser.open(Pages.written().toUri().toString());
      browser.script("document.documentElement.dataset.theme = 'light'");
      browser.run("docker run -d --name web -p 8080:80 nginx");
      browser.run("docker run -d --name sidecar --network container:web alpine sleep 1000");
      browser.run("docker run -d --name probe --network host alpine sleep 1000");
      browser.run("docker run -d --name alone --network none alpine sleep 1000");
      browser.run("laptop$ curl -s http://192.0.2.10:8080/ | grep title");
      browser.awaitTrue("the picture", "document.getElementById('container.alone')");
      assertLooks(browser, "page");
      browser.type(Keys.chord(Keys.ALT, "r"));
      browser.awaitTrue("the player", "player");
      for (int i = 0; i < 4; i++) {
        browser.type(Keys.ARROW_RIGHT);
      }
      browser.awaitTrue("rest", "player.picture.resting");
      assertLooks(browser, "player");
      browser.type("v");
      assertLooks(browser, "ladder");
      browser.type("v");
      assertLooks(browser, "list");
    }
  }

  @Test
  void firefoxOpensTheFileAndShowsThePrompt() throws Exception {
    assumeTrue(Files.isExecutable(FIREFOX), "no " + FIREFOX);
    Path shot = Path.of("target/screenshots/firefox.png").toAbsolutePath();
    Files.createDirectories(shot.getParent());
    Files.deleteIfExists(shot);
    Process firefox =
        new ProcessBuilder(
                FIREFOX.toString(),
                "--headless",
                "--no-remote",
                "--profile",
                folder.toString(),
                "--window-size",
                "1280,720",
                "--screenshot",
                shot.toString(),
                Pages.written().toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("firefox.log").toFile())
            .start();
    firefox.getOutputStream().close();
    assertTrue(firefox.waitFor(120, TimeUnit.SECONDS), "Firefox does not end");
    // Above there may be a picture already, or none yet.
    assertLooks(shot, "firefox", ROWS * 2 / 3);
  }

  private static void assertLooks(Browser browser, String view) throws Exception {
    Path shot = Path.of("target/screenshots/" + view + ".png");
    browser.screenshot(shot);
    assertLooks(shot, view, 0);
  }

  /** From a row of parts on, down. */
  private static void assertLooks(Path shot, String view, int from) throws Exception {
    Path approved =
        Pages.HOME.resolve("web/page/src/test/resources/approved/" + view + ".approved.png");
    assertTrue(Files.exists(approved), view + " has not been approved: " + shot);
    double[] wanted = parts(ImageIO.read(approved.toFile()));
    double[] seen = parts(ImageIO.read(shot.toFile()));
    double sum = 0;
    for (int i = from * COLUMNS; i < wanted.length; i++) {
      double far = Math.abs(wanted[i] - seen[i]);
      sum += far;
      int column = i % COLUMNS;
      int row = i / COLUMNS;
      assertTrue(far <= MOST, view + " at " + column + "/" + COLUMNS + ", " + row + "/" + ROWS);
    }
    assertEquals(0, sum / wanted.length, MEAN, view);
  }

  /** The brightness of each part, from left to right and from above. */
  private static double[] parts(BufferedImage image) {
    BufferedImage small = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, 1280, 720, null);
    graphics.dispose();
    double[] parts = new double[COLUMNS * ROWS];
    int side = 1280 / COLUMNS;
    for (int y = 0; y < 720; y++) {
      for (int x = 0; x < 1280; x++) {
        int rgb = small.getRGB(x, y);
        double bright = ((rgb >> 16 & 255) + 2 * (rgb >> 8 & 255) + (rgb & 255)) / 4.0;
        parts[y / side * COLUMNS + x / side] += bright / (side * side);
      }
    }
    return parts;
  }
}
