package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** Programs that courses type beside those of networks, in the words of Debian 13's. */
class CourseProgramsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  /** What runs at once finds a database still at its first start. */
  private void database(String run) {
    lab.run(run);
    lab.run("sleep 10");
  }

  /** psql 15 and 17, MySQL's client 9 and MariaDB's 11.8. */
  @Test
  void databasesHaveTables() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=x postgres");
    String psql = "docker exec db psql -U postgres -c ";
    String columns = "(id serial primary key, name varchar(9) not null, age int)";
    assertEquals("CREATE TABLE\n", lab.run(psql + "'create table t " + columns + "'"));
    assertEquals(
        "INSERT 0 2\n",
        lab.run(psql + "\"insert into t (name, age) values ('ann', 41), ('bob', null)\""));
    assertEquals(
        """
         id | name | age\s
        ----+------+-----
          2 | bob  |   \s
          1 | ann  |  41
        (2 rows)

        """,
        lab.run(psql + "'select * from t order by name desc'"));
    assertEquals("UPDATE 1\n", lab.run(psql + "\"update t set age=7 where name='bob'\""));
    assertEquals("48\n", lab.run("docker exec db psql -U postgres -tAc 'select sum(age) from t'"));
    assertEquals(
        "ERROR:  duplicate key value violates unique constraint \"t_pkey\"\n[1]\n",
        lab.run(psql + "\"insert into t values (1, 'eve', 1)\""));
    database("docker run -d --name my -e MYSQL_ROOT_PASSWORD=x mysql");
    String mysql = "docker exec -e MYSQL_PWD=x my mysql -uroot -e ";
    assertEquals(
        "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)\n[1]\n",
        lab.run("docker exec my mysql -e 'select 1'"));
    assertTrue(
        lab.run("docker exec my mysql -uann -py -e 'select 1'")
            .contains("denied for user 'ann'@'localhost' (using password: YES)\n[1]\n"));
    assertEquals(
        "id\tname\n1\tann\n2\tNULL\n",
        lab.run(
            mysql
                + "\"create database d; use d; create table t (id int auto_increment primary key,"
                + " name text); insert into t (name) values ('ann'), (null); select * from t\""));
    assertEquals(
        "ERROR 1146 (42S02) at line 1: Table 'd.u' doesn't exist\n[1]\n",
        lab.run(mysql + "'select * from d.u'"));
  }

  @Test
  void aDatabaseBeginsWithWhatItsImageIsTold() {
    lab.run("mkdir /root/init");
    lab.run("echo 'create table t (a int); insert into t values (1),(2);' > /root/init/a.sql");
    String mounted = " -v /root/init:/docker-entrypoint-initdb.d ";
    String named = "-e POSTGRES_USER=ann -e POSTGRES_DB=shop -e POSTGRES_PASSWORD=x";
    database("docker run -d --name db " + named + mounted + "postgres");
    String psql = "docker exec db psql -tA ";
    assertEquals("3\n", lab.run(psql + "-U ann shop -c 'select sum(a) from t'"));
    String refused =
        "psql: error: connection to server on socket \"/var/run/postgresql/.s.PGSQL.5432\" failed:"
            + " FATAL:  ";
    assertEquals(
        refused + "role \"postgres\" does not exist\n[2]\n",
        lab.run(psql + "-U postgres -c 'select 1'"));
    assertEquals(
        refused + "database \"ann\" does not exist\n[2]\n", lab.run(psql + "-U ann -c 'select 1'"));
    database(
        "docker run -d --name my -e MYSQL_DATABASE=shop -e MYSQL_ALLOW_EMPTY_PASSWORD=1"
            + mounted
            + "mysql");
    assertEquals("a\n1\n2\n", lab.run("docker exec my mysql -uroot shop -e 'select * from t'"));
    assertTrue(lab.run("docker exec my mysql -uroot -e 'show databases'").contains("\nshop\n"));
    assertEquals(
        "ERROR 1049 (42000): Unknown database 'shopp'\n[1]\n",
        lab.run("docker exec my mysql -uroot shopp -e 'show tables'"));
  }

  /** What hping3 3.a2.ds2 prints of an open port, a closed one and nobody. */
  @Test
  void hpingTellsWhatComesBackToASegment() {
    lab.run("docker run -d --name web nginx");
    String hping = "hping3 -n -c 1 -S 172.17.0.2 2> /dev/null -p ";
    String head = "HPING 172.17.0.2 (docker0 172.17.0.2): S set, 40 headers + 0 data bytes\n";
    String open = lab.run(hping + "80");
    assertTrue(open.startsWith(head + "len=44 ip=172.17.0.2 ttl=64 DF id="), open);
    assertTrue(open.contains(" sport=80 flags=SA seq=0 win=64240 rtt="), open);
    String closed = lab.run(hping + "81");
    assertTrue(closed.contains(" DF id=0 sport=81 flags=RA seq=0 win=0 rtt="), closed);
    String silent = lab.run("hping3 -c 2 -S -p 80 192.0.2.99");
    assertTrue(
        silent.contains("2 packets transmitted, 0 packets received, 100% packet loss"), silent);
    assertTrue(silent.endsWith("[1]\n"), silent);
  }

  @Test
  void redisInProtectedModeAnswersItsOwnMachineAlone() {
    lab.run("docker run -d --name cache redis redis-server --protected-mode yes");
    assertEquals("PONG\n", lab.run("docker exec cache redis-cli ping"));
    String told =
        lab.run(
            "redis-cli -h $(docker inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}'"
                + " cache) ping");
    assertTrue(told.startsWith("DENIED Redis is running in protected mode because"), told);
  }

  /** psql and postgres 17.12. */
  @Test
  void postgresAsksOtherMachinesForThePassword() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=secret postgres");
    String one = " -U postgres -tAc 'select 1'";
    assertEquals("1\n", lab.run("docker exec db psql -h 127.0.0.1" + one));
    String failed =
        "psql: error: connection to server at \"172.17.0.2\", port 5432 failed: %s\n[2]\n";
    String missing = failed.formatted("fe_sendauth: no password supplied");
    assertEquals(missing, lab.run("docker run --rm postgres psql -w -h 172.17.0.2" + one));
    assertEquals(
        "Password for user postgres: \n" + missing,
        lab.run("docker run --rm postgres psql -h 172.17.0.2" + one));
    assertEquals(
        "Password for user postgres: \n1\n",
        lab.run("echo secret | docker run -i --rm postgres psql -h 172.17.0.2" + one));
    String uri = "docker run --rm postgres psql postgresql://%s:%s@172.17.0.2/%s -tAc 'select 1'";
    assertEquals("1\n", lab.run(uri.formatted("postgres", "secret", "postgres")));
    assertEquals(
        failed.formatted("FATAL:  password authentication failed for user \"postgres\""),
        lab.run(uri.formatted("postgres", "wrong", "postgres")));
    assertEquals(
        failed.formatted("FATAL:  password authentication failed for user \"bob\""),
        lab.run(uri.formatted("bob", "secret", "postgres")));
    assertEquals(
        failed.formatted("FATAL:  database \"shop\" does not exist"),
        lab.run(uri.formatted("postgres", "secret", "shop")));
    database("docker run -d --name open -e POSTGRES_HOST_AUTH_METHOD=trust postgres");
    assertEquals("1\n", lab.run("docker run --rm postgres psql -h 172.17.0.3" + one));
  }

  /** psql 17.12. */
  @Test
  void psqlTellsWhatADatabaseHolds() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=x postgres:17");
    String psql = "docker exec -i db psql -h 127.0.0.1 -U postgres";
    assertEquals("Did not find any relations.\n", lab.run(psql + " -c '\\dt'"));
    lab.run(psql + " -c 'create table t (a int, b text)'");
    lab.run(psql + " -c 'create table u (id serial primary key, name varchar(9) unique)'");
    String said =
        lab.run(
            "printf '%s\\n' '\\conninfo' '\\dt' '\\d t' '\\d u' '\\du' '\\c shop' '\\c template1'"
                + " '\\dt' '\\x' 'select 1 as a, 2 as b;' '\\?' '\\foo' | "
                + psql);
    assertEquals(
        """
        You are connected to database "postgres" as user "postgres" on host "127.0.0.1" at port "5432".
                List of relations
         Schema | Name | Type  |  Owner  \s
        --------+------+-------+----------
         public | t    | table | postgres
         public | u    | table | postgres
        (2 rows)

                         Table "public.t"
         Column |  Type   | Collation | Nullable | Default\s
        --------+---------+-----------+----------+---------
         a      | integer |           |          |\s
         b      | text    |           |          |\s

                                           Table "public.u"
         Column |         Type         | Collation | Nullable |            Default           \s
        --------+----------------------+-----------+----------+-------------------------------
         id     | integer              |           | not null | nextval('u_id_seq'::regclass)
         name   | character varying(9) |           |          |\s
        Indexes:
            "u_pkey" PRIMARY KEY, btree (id)
            "u_name_key" UNIQUE CONSTRAINT, btree (name)

                                     List of roles
         Role name |                         Attributes                        \s
        -----------+------------------------------------------------------------
         postgres  | Superuser, Create role, Create DB, Replication, Bypass RLS

        connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "shop" does not exist
        Previous connection kept
        You are now connected to database "template1" as user "postgres".
        Did not find any relations.
        Expanded display is on.
        -[ RECORD 1 ]
        a | 1
        b | 2

        psql: Passerelle does not model \\?
        invalid command \\foo
        """,
        said);
  }

  /** psql 17.12. */
  @Test
  void psqlListsTheDatabasesAndTheServerTellsItsVersion() {
    database("docker run -d --name db -e POSTGRES_PASSWORD=x postgres:17");
    String psql = "docker exec -i db psql -h 127.0.0.1 -U postgres";
    String databases = lab.run(psql + " -l");
    assertTrue(
        databases.contains(
            "           |          |          |                 |            |            |       "
                + " |           | postgres=CTc/postgres\n"
                + " template1 | postgres | UTF8     | libc"),
        databases);
    assertEquals(
        "PostgreSQL 17.7 (Debian 17.7-1.pgdg13+2) on x86_64-pc-linux-gnu, compiled by gcc (Debian"
            + " 14.2.0-19) 14.2.0, 64-bit\n",
        lab.run(psql + " -tAc 'select version()'"));
  }

  @Test
  void clientsOfDatabasesSayWhetherTheServerIsReached() {
    lab.run("docker network create net; docker run -d --name web --network net nginx");
    database("docker run -d --name db --network net -e POSTGRES_PASSWORD=x postgres");
    String postgres = "docker run --rm -e PGPASSWORD=x --network net postgres ";
    assertEquals(
        " ?column? \n----------\n        1\n(1 row)\n\n",
        lab.run(postgres + "psql -h db -U postgres -c 'select 1'"));
    assertEquals(
        " inet_server_port | ?column? \n------------------+----------\n"
            + "             5432 | a, b\n(1 row)\n\n",
        lab.run(postgres + "psql -h db -U postgres -c \"select inet_server_port(), 'a, b';\""));
    assertEquals(
        "ERROR:  relation \"t\" does not exist\nLINE 1: select * from t\n"
            + " ".repeat(22)
            + "^\n[1]\n",
        lab.run(postgres + "psql -h db -U postgres -c 'select * from t'"));
    database("docker run -d --name my --network net -e MYSQL_ALLOW_EMPTY_PASSWORD=1 mysql");
    assertEquals(
        "1\tversion()\n1\t9.5.0\n",
        lab.run("docker run --rm --network net mysql mysql -h my -u root -e 'select 1,version()'"));
    assertEquals(
        "psql: error: connection to server at \"web\" (172.18.0.2), port 5432 failed: Connection"
            + " refused\n"
            + "\tIs the server running on that host and accepting TCP/IP connections?\n"
            + "[2]\n",
        lab.run(postgres + "psql -h web -U postgres -c 'select 1'"));
    assertEquals(
        "psql: error: could not translate host name \"nosuch\" to address: Name or service not"
            + " known\n[2]\n",
        lab.run(postgres + "psql -h nosuch -c 'select 1'"));
    assertEquals("db:5432 - accepting connections\n", lab.run(postgres + "pg_isready -h db"));
    assertEquals("web:5432 - no response\n[2]\n", lab.run(postgres + "pg_isready -h web"));
    assertEquals(
        "ERROR 2003 (HY000): Can't connect to MySQL server on 'web:3306' (111)\n[1]\n",
        lab.run("docker run --rm --network net mysql mysql -h web -u root -e 'select 1'"));
    assertEquals(
        "ERROR 2002 (HY000): Can't connect to server on 'web' (115)\n[1]\n",
        lab.run("docker run --rm --network net mariadb mariadb -h web -e 'select 1'"));
  }

  @Test
  void programsAreWhereTheirPackagesAre() {
    assertTrue(lab.run("docker run --rm debian psql").contains("\"psql\": executable file not"));
    assertTrue(lab.run("docker run --rm alpine nginx").contains("\"nginx\": executable file not"));
    assertEquals("nginx version: nginx/1.29.3\n", lab.run("docker run --rm nginx:alpine nginx -v"));
    lab.run("docker run -d --name web nginx");
    assertEquals(
        """
        nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
        nginx: configuration file /etc/nginx/nginx.conf test is successful
        """,
        lab.run("docker exec web nginx -t"));
  }

  /** What is not shown takes its room all the same; a long option says what its letter says. */
  @Test
  void psqlShowsRowsAlone() {
    lab.run("docker run -d --name db -e POSTGRES_PASSWORD=x postgres");
    lab.run("until docker exec db pg_isready -q; do sleep 1; done");
    String psql = "docker exec db psql ";
    assertEquals("        1\n\n", lab.run(psql + "-U postgres -tc 'select 1'"));
    assertEquals(
        "        1\n\n", lab.run(psql + "--username postgres --tuples-only --command 'select 1'"));
    assertEquals("1\n", lab.run(psql + "-U postgres -Atc 'select 1'"));
  }

  @Test
  void programsAreFoundByTheirWords() {
    lab.run("sleep 100 & sleep 101 &");
    assertEquals("1\n", lab.run("pgrep --full --count 'sleep 101'"));
    String usage = "Try `pgrep --help' for more information.\n[2]\n";
    assertEquals("pgrep: option requires an argument -- 'P'\n" + usage, lab.run("pgrep -P"));
    assertEquals("pgrep: Passerelle does not model option -g\n[2]\n", lab.run("pgrep -g 1"));
  }

  @Test
  void optionsAreReadAsGetoptDoes() {
    assertEquals(lab.run("netstat -tlnp"), lab.run("netstat --tcp --listen --numeric -p --inet"));
    assertEquals("netstat: unrecognized option '--foo'\n[3]\n", lab.run("netstat --foo"));
    assertEquals("arp: option requires an argument -- 'i'\n[3]\n", lab.run("arp -i"));
    assertEquals("arp: in 0 entries no match found.\n", lab.run("arp --numeric --device=eth0 -e"));
    assertEquals("", lab.run("mount -t none -o bind /tmp /root"));
    assertEquals(
        "umount: invalid option -- 'Z'\nTry 'umount --help' for more information.\n[1]\n",
        lab.run("umount -Z /root"));
  }

  @Test
  void usersAreMadeAsTheirOptionsSay() {
    assertEquals("", lab.run("useradd -u 1234 -s /bin/bash -c Ann ann; useradd --uid=1300 bob"));
    assertEquals(
        "ann:x:1234:1234:Ann:/home/ann:/bin/bash\nbob:x:1300:1300::/home/bob:/bin/sh\n",
        lab.run("tail -n 2 /etc/passwd"));
    assertEquals("useradd: UID 1234 is not unique\n[4]\n", lab.run("useradd -u 1234 eve"));
    assertEquals("useradd: invalid user ID 'x'\n[3]\n", lab.run("useradd -u x eve"));
    assertEquals("useradd: group 'no' does not exist\n[6]\n", lab.run("useradd -G root,no eve"));
    assertEquals("useradd: option requires an argument -- 'u'\n[2]\n", lab.run("useradd -u"));
    assertEquals("", lab.run("groupadd -g 2222 crew; adduser --gecos '' -D --ingroup crew eve"));
    assertEquals("eve:x:1301:2222::/home/eve:/bin/bash\n", lab.run("tail -n 1 /etc/passwd"));
    assertEquals("eve\n", lab.run("ls /home"));
    assertEquals("groupadd: GID '2222' already exists\n[4]\n", lab.run("groupadd -g 2222 b"));
  }

  @Test
  void usersJoinGroups() {
    assertEquals("", lab.run("groupadd wheel; useradd -m bob; usermod -aG wheel bob"));
    assertEquals("bob : bob wheel\n", lab.run("groups bob"));
    assertEquals(
        "warn: The user `bob' is already a member of `wheel'.\n", lab.run("adduser bob wheel"));
    assertEquals("usermod: user 'eve' does not exist\n[6]\n", lab.run("usermod -aG wheel eve"));
    assertEquals("groupadd: group 'wheel' already exists\n[9]\n", lab.run("groupadd wheel"));
  }

  @Test
  void treesLeaveOutWhatIsNotAskedFor() {
    lab.run("mkdir -p /tmp/d/a /tmp/d/lib; touch /tmp/d/a/x.yml /tmp/d/a/y.conf");
    assertEquals(
        "/tmp/d\n/tmp/d/a\n/tmp/d/a/x.yml\n",
        lab.run("tree -fi --noreport -I 'lib|*.conf' /tmp/d"));
    assertEquals(
        "/tmp/d/\na/\nx.yml\nlib/\n\n3 directories, 1 file\n",
        lab.run("tree -iF -P '*.yml' /tmp/d"));
    assertEquals("tree: Invalid level, must be greater than 0.\n[1]\n", lab.run("tree -L 0"));
  }

  @Test
  void pagersRefuseWhatIsNoText() {
    assertEquals("/etc is a directory\n[1]\n", lab.run("less /etc"));
    assertEquals("127.0.0.1\tlocalhost\n", lab.run("less +/local /etc/hosts | head -1"));
    assertEquals(
        "more: invalid option -- 'z'\nTry 'more --help' for more information.\n[1]\n",
        lab.run("more -z /etc/hosts"));
  }

  @Test
  void topShowsTheProcessesThatItIsAskedFor() {
    assertEquals("1 root init\n", lab.run("top -bn1 -p 1 | tail -1 | awk '{print $1, $2, $12}'"));
    assertEquals("top: bad iterations argument 'x'\n[1]\n", lab.run("top -b -n x"));
    assertEquals("top: bad pid 'x'\n[1]\n", lab.run("top -b -p x"));
  }

  @Test
  void directoriesAreListedWithWhatIsBelow() {
    lab.run("mkdir -p /tmp/d/b/c /tmp/d/a; touch /tmp/d/f /tmp/d/b/g");
    assertEquals(
        "/tmp/d:\na\nb\nf\n\n/tmp/d/a:\n\n/tmp/d/b:\nc\ng\n\n/tmp/d/b/c:\n",
        lab.run("ls -R /tmp/d"));
    assertTrue(lab.run("mktemp -d").matches("/tmp/tmp\\.[A-Za-z0-9]{10}\n"));
    assertEquals("trixie\n", lab.run("lsb_release -cs"));
  }

  /** iperf 2.2.1. */
  @Test
  void iperfMeasuresToo() {
    lab.run("docker run -d --name server nicolaka/netshoot iperf -s -p 9999");
    String told = lab.run("docker run --rm nicolaka/netshoot iperf -c 172.17.0.2 -p 9999 -t 2");
    assertEquals(
        """
        ------------------------------------------------------------
        Client connecting to 172.17.0.2, TCP port 9999
        TCP window size: 16.0 KByte (default)
        ------------------------------------------------------------
        [  1] local 172.17.0.3 port PORT connected with 172.17.0.2 port 9999
        [ ID] Interval       Transfer     Bandwidth
        [  1] 0.0000-2.0000 sec  AMOUNT  AMOUNT/sec
        """,
        told.replaceAll("[0-9.]+ [MGK]?(bits|Bytes)", "AMOUNT")
            .replaceAll("port [0-9]{5}", "port PORT"));
  }

  @Test
  void busyBoxWgetKnowsItsLongOptions() {
    assertTrue(
        lab.run("docker run --rm alpine wget -qO- --timeout=3 http://1.1.1.1")
            .contains("<title>1.1.1.1"));
  }
}
