package passerelle.sim.userland;

import passerelle.sim.process.Toolset;
import passerelle.sim.userland.db.Mysql;
import passerelle.sim.userland.db.Postgres;
import passerelle.sim.userland.http.ApacheBench;
import passerelle.sim.userland.http.BusyboxWget;
import passerelle.sim.userland.http.Curl;
import passerelle.sim.userland.http.Httpd;
import passerelle.sim.userland.http.Openssl;
import passerelle.sim.userland.http.Wget;
import passerelle.sim.userland.iperf.Iperf;
import passerelle.sim.userland.iperf.Iperf3;
import passerelle.sim.userland.nc.BusyboxNc;
import passerelle.sim.userland.nc.BusyboxNetcat;
import passerelle.sim.userland.nc.Nc;
import passerelle.sim.userland.nc.Telnet;
import passerelle.sim.userland.nmap.Nmap;
import passerelle.sim.userland.node.Node;
import passerelle.sim.userland.node.Npm;
import passerelle.sim.userland.ping.Arping;
import passerelle.sim.userland.ping.BusyboxArping;
import passerelle.sim.userland.ping.BusyboxPing;
import passerelle.sim.userland.ping.InetutilsPing;
import passerelle.sim.userland.ping.Ping;
import passerelle.sim.userland.probes.Fping;
import passerelle.sim.userland.probes.Hping3;
import passerelle.sim.userland.probes.Mtr;
import passerelle.sim.userland.python.Pip;
import passerelle.sim.userland.python.Python;
import passerelle.sim.userland.redis.RedisCli;
import passerelle.sim.userland.script.Interpreter;
import passerelle.sim.userland.socat.Socat;

/** The tools that talk over the network, in the two flavours that places have. */
public final class NetworkTools {
  private static final String BIN = "/usr/bin";
  private static final String SBIN = "/usr/sbin";

  private NetworkTools() {}

  /** iputils' ping, curl, wget, OpenBSD's nc, telnet, socat. */
  public static Toolset debian() {
    return Toolset.builder()
        .add(BIN, new Ping(), "ping", "ping4")
        .add(SBIN, new Arping(), "arping")
        .add(BIN, new Curl(), "curl")
        .add(BIN, new Openssl(), "openssl")
        .add(BIN, new ApacheBench(), "ab")
        .add(BIN, new Wget(), "wget")
        .add(BIN, new Python(), "python3", "python")
        .add(BIN, Python.flask(), "flask")
        .add(BIN, new Pip(), "pip", "pip3")
        .add(BIN, new Node(), "node", "nodejs")
        .add(BIN, new Npm(), "npm", "yarn")
        .add(BIN, Interpreter.irb(), "irb")
        .add(BIN, new Nc(), "nc", "netcat", "nc.openbsd")
        .add(BIN, new Telnet(false), "telnet")
        .add(BIN, new Socat(), "socat", "socat1")
        .add(BIN, new Httpd(), "httpd")
        .add(BIN, new RedisCli(), "redis-cli")
        .add(BIN, new Nmap(), "nmap")
        .add("/usr/sbin", new Hping3(), "hping3")
        .add(BIN, new Mtr(), "mtr")
        .add(BIN, new Iperf3(), "iperf3")
        .add(BIN, new Iperf(), "iperf")
        .add(BIN, Postgres.psql(), "psql")
        .add(BIN, Postgres.ready(), "pg_isready")
        .add(BIN, Mysql.mysql(), "mysql")
        .add(BIN, Mysql.mariadb(), "mariadb")
        .add(BIN, Mysql.admin(), "mysqladmin")
        .add(BIN, new Fping(), "fping")
        .build();
  }

  /** GNU inetutils' ping. */
  static Toolset inetutils() {
    return Toolset.builder().add(BIN, new InetutilsPing(), "ping").build();
  }

  /** Those in which BusyBox as its authors configure it differs from Debian's. */
  public static Toolset defconfig() {
    return Toolset.builder().add("/bin", new BusyboxNetcat(), "nc").build();
  }

  /** Those in which Alpine's BusyBox differs from that. */
  public static Toolset alpine() {
    return Toolset.builder().add("/bin", new BusyboxWget(true), "wget").build();
  }

  /** BusyBox's. */
  public static Toolset busybox() {
    return Toolset.builder()
        .add("/bin", new BusyboxPing(), "ping")
        .add("/bin", new BusyboxArping(), "arping")
        .add("/bin", new BusyboxWget(false), "wget")
        .add("/bin", new BusyboxNc(), "nc")
        .add("/bin", new Telnet(true), "telnet")
        .add("/bin", new Httpd(), "httpd")
        .build();
  }
}
