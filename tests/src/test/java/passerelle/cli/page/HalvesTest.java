package passerelle.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HalvesTest {
  private static final String OWN = "let A={},Data=data=>{m.superinterfaces=data[i++];};";
  private static final String LONG = "\"a text that is longer than what stands for it; {\"";
  private static final String SELDOM = "Seldom=(a,b)=>{return new Rare(a,b," + LONG + ");}";
  private static final String SCRIPT =
      OWN
          + "/*early:Use,*/function Top(){}function Rare(){}"
          + "let Use=()=>{Seldom(1,2);return Simple(new Top().m());},"
          + SELDOM
          + ",Simple=a=>{return a;},none=null;A.More=a=>{return Seldom(a,Use,"
          + LONG
          + ");};Data([Top,0,0,[],0,0,0,[\"run\",Be(Use),[\"more\",\"m\"],Be(A.More)],"
          + "Rare,\"Rare\",3,Top,[],0,0,()=>Use(),0]);const lab = {run: Use};\n";

  @Test
  void theFirstHalfHasWhatIsNamedAndWhatThatMentions() {
    assertEquals(
        OWN
            + "function Top(){};let Use=()=>{Seldom(1,2);return Simple(new Top().m());},"
            + "Seldom=(a,b)=>(readLate(),Seldom(a,b)),Simple=a=>{return a;};"
            + "Data([Top,0,0,[],0,0,0,[[\"more\",\"m\"],later([\"more\",\"m\"])]]);"
            + "const lab = {run: Use};\n",
        Halves.of(SCRIPT).early());
  }

  @Test
  void theSecondHalfHasTheRestAndAtItsEndReplacesWhatStoodForIt() {
    assertEquals(
        List.of(
            "\"use strict\";function Rare(){};A.More=a=>{return Seldom(a,Use," + LONG + ");};\n",
            "\"use strict\";"
                + SELDOM
                + ";let none=null;give(Top,[[\"more\",\"m\"],Be(A.More)]);"
                + "Data([Rare,\"Rare\",3,Top,[],0,0,()=>Use(),0]);\n"),
        Halves.of(SCRIPT).late());
  }

  @Test
  void whoOnlyHandsOnIsNeitherKeptNorCalled() {
    String script =
        OWN
            + "/*early:Bridge,*/let Bridge=(a,b)=>{return Deed(a,b);},Deed=(a,b)=>{a.f=b;},"
            + "Round=a=>{Turns(a);},Turns=a=>{Round(a);},Once=()=>{Once=Deed;},By=()=>{Once();};"
            + "const lab = {run: Bridge,text: \"Bridge\",round: Round,by: By};\n";
    assertEquals(
        OWN.replaceAll(";$", ",")
            + "Deed=(a,b)=>{a.f=b;},Round=a=>{Turns(a);},Turns=a=>{Round(a);},"
            + "Once=()=>{Once=Deed;},By=()=>{Once();};"
            + "const lab = {run: Deed,text: \"Bridge\",round: Round,by: By};\n",
        Halves.of(script).early());
  }

  @Test
  void whoOnlyWaitsForAnotherNeedsNoStateOfItsOwn() {
    String make = "New=(a,b)=>{Obj(a);a.held=b;},Set=(a,b)=>{a.other=b;},Set2=(a,b)=>{a.other=b;},";
    String suspended =
        "Wait=(a,b)=>{let c,$p,$z;$p=0;if(Back()){let"
            + " $T=At();$p=$T.l();c=$T.l();b=$T.l();a=$T.l();}_:while(true){switch($p){case"
            + " 0:c=a.held;b=b;$p=1;case 1:$z=c.run(b,\"c\");if(Out()){break _;}c=$z;return"
            + " c;default:Bad();}}At().s(a,b,c,$p);};";
    assertEquals(
        "let " + make + "Wait=(a,b)=>{return a.held.run(b,\"c\");};",
        Detours.straightened("let " + make + suspended));
    String changing = "let " + make + suspended.replace("held", "other");
    assertEquals(changing, Detours.straightened(changing));
  }

  @Test
  void whatIsDeclaredOneAfterTheOtherHasNamesThatFollowEachOther() {
    String script =
        OWN
            + "/*early:Zed,*/let Zed=a=>{return Fox(\"Fox\",a.Fox);},b=1,Fox=a=>{return A.Cat(b);};"
            + "A.Cat=a=>{return Zed;};A.Ant=a=>{return A.Cat;};const lab = {zed: Zed};\n";
    assertEquals(
        OWN.replaceAll(";$", ",")
            + "Fox=a=>{return Zed(\"Fox\",a.Fox);},b=1,Zed=a=>{return A.Ant(b);};"
            + "A.Ant=a=>{return Fox;};const lab = {zed: Fox};\n",
        Halves.of(script).early());
  }

  @Test
  void anEngineThatDoesNotSayWhatIsNeededFirstIsRefused() {
    assertThrows(IllegalStateException.class, () -> Halves.of("let a=1;"));
  }

  @Test
  void aBraceEndsAStatementOnlyWhereNothingGoesOn() {
    List<String> texts =
        Declarations.in("let a;if(b){c();}else{d('}');}let e={},f=()=>{};e.g=h=>{};while(i){}j();")
            .stream()
            .map(Declarations.Declaration::text)
            .toList();
    assertEquals(
        List.of(
            "a", "if(b){c();}else{d('}');}", "e={}", "f=()=>{}", "e.g=h=>{}", "while(i){}", "j()"),
        texts);
  }
}
