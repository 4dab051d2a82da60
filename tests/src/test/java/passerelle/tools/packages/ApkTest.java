package passerelle.tools.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ApkTest {
  @Test
  void installsWhatItsIndexHas() throws Exception {
    try (PackageLab lab = new PackageLab("alpine-3.22", true)) {
      assertEquals(
          "fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/main/x86_64/APKINDEX.tar.gz\n"
              + "fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/community/x86_64/APKINDEX.tar.gz\n"
              + "(1/2) Installing libcap2 (2.76-r0)\n"
              + "(2/2) Installing iputils-ping (20240905-r0)\n"
              + "Executing busybox-1.37.0-r19.trigger\n"
              + "OK: 8 MiB in 18 packages\n",
          lab.run("apk add --no-cache iputils-ping"));
      assertTrue(lab.run("ping -c 1 198.51.100.80").contains("1 received"));
      assertEquals(
          "(1/1) Purging iputils-ping (20240905-r0)\n"
              + "Executing busybox-1.37.0-r19.trigger\n"
              + "OK: 7 MiB in 17 packages\n",
          lab.run("apk del iputils-ping"));
    }
  }

  @Test
  void ofWhatItDoesNotHaveItSaysWhoWantsIt() throws Exception {
    try (PackageLab lab = new PackageLab("alpine-3.22", true)) {
      lab.run("apk update");
      assertEquals(
          "ERROR: unable to select packages:\n  foo (no such package):\n    required by: world[foo]\n",
          lab.run("apk add foo"));
    }
  }

  @Test
  void withoutANetworkThereIsNoIndex() throws Exception {
    try (PackageLab lab = new PackageLab("alpine-3.22", false)) {
      assertEquals(
          "fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/main/x86_64/APKINDEX.tar.gz\n"
              + "WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.22/main:"
              + " temporary error (try again later)\n"
              + "fetch https://dl-cdn.alpinelinux.org/alpine/v3.22/community/x86_64/APKINDEX.tar.gz\n"
              + "WARNING: fetching https://dl-cdn.alpinelinux.org/alpine/v3.22/community:"
              + " temporary error (try again later)\n"
              + "ERROR: unable to select packages:\n"
              + "  curl (no such package):\n"
              + "    required by: world[curl]\n",
          lab.run("apk add --no-cache curl"));
    }
  }
}
