package passerelle.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, with the page opened in it from a file. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final ChromeDriver driver;

  /**
   * A browser of a size, with a profile of its own.
   *
   * @param profile an empty directory
   */
  Browser(Path profile, int width, int height) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--user-data-dir=" + profile,
        "--window-size=" + width + "," + height);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Opens the page and waits for its prompt; the answer is milliseconds. */
  long open(String address) {
    driver.get("about:blank");
    driver.get(address);
    await("the prompt", () -> !driver.findElements(By.cssSelector("body[data-ready]")).isEmpty());
    Object since = driver.executeScript("return Math.round(performance.now())");
    return ((Number) since).longValue();
  }

  /** Opens a page that is somebody else's. */
  void visit(String address) {
    driver.get(address);
  }

  /** Types a line at the terminal that has the keyboard and waits until it asks again. */
  String run(String line) {
    int before = text().length();
    type(line + Keys.ENTER);
    awaitPrompt();
    return text().substring(before);
  }

  /** Presses keys, wherever the keyboard is; a chord's modifiers are held until its end. */
  void type(CharSequence... keys) {
    Actions actions = new Actions(driver);
    Deque<Keys> held = new ArrayDeque<>();
    for (char c : String.join("", keys).toCharArray()) {
      Keys key = Keys.getKeyFromUnicode(c);
      if (key == Keys.NULL) {
        held.forEach(actions::keyUp);
        held.clear();
      } else if (key == Keys.ALT || key == Keys.CONTROL || key == Keys.SHIFT) {
        held.push(key);
        actions.keyDown(key);
      } else {
        actions.sendKeys(String.valueOf(c));
      }
    }
    held.forEach(actions::keyUp);
    actions.perform();
  }

  void click(String css) {
    new Actions(driver).click(find(css)).perform();
  }

  /** Waits until a script of the page says true. */
  void awaitTrue(String what, String script) {
    await(what, () -> (Boolean) driver.executeScript("return !!(" + script + ")"));
  }

  /** The window has that size, in pixels of the page. */
  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whoever looks wants nothing to move. */
  void reduceMotion() {
    Map<String, String> feature = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** Waits until a text that is looked at again and again has a part. */
  void awaitText(String part, Supplier<String> text) {
    await(part, () -> text.get().contains(part), text);
  }

  /** Waits until what is looked at again and again is what it should be. */
  void awaitEqual(Object expected, Supplier<?> seen) {
    await(String.valueOf(expected), () -> expected.equals(seen.get()), seen);
  }

  void awaitPrompt() {
    await(
        "a prompt",
        () -> (Boolean) driver.executeScript("return terminals.every(t => !t || !t.busy)"));
  }

  void await(String what, BooleanSupplier done) {
    await(what, done, this::text);
  }

  private void await(String what, BooleanSupplier done, Supplier<?> seen) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isDone(done)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + "; there is:\n" + seen.get());
      }
      pause();
    }
  }

  /** What is replaced while it is looked at is looked at again. */
  private static boolean isDone(BooleanSupplier done) {
    try {
      return done.getAsBoolean();
    } catch (StaleElementReferenceException | NoSuchElementException | JavascriptException again) {
      return false;
    }
  }

  static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the first terminal shows. */
  String text() {
    return String.valueOf(
        driver.executeScript(
            "return [...document.querySelectorAll('.out')].map(o =>"
                + " [...o.children].map(l => l.textContent).join('\\n')).join('\\n===\\n')"));
  }

  Object script(String script, Object... args) {
    return driver.executeScript(script, args);
  }

  /** What a promise of the page is kept with. */
  Object answer(String promise, Object... args) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1]; ("
            + promise
            + ").then(done, e => done('FAILED ' + e))",
        args);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** What the browser complains of: broken policies, errors of scripts. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** A broken policy or an error of a script fails the test that ends. */
  void closeWithoutComplaints() {
    try {
      assertEquals(List.of(), complaints());
    } finally {
      close();
    }
  }

  void screenshot(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
