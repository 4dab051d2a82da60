package passerelle.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HalvesTest {
  private static final String OWN = "let A={},Tell=data=>{m.superinterfaces=data[i++];};";
  private static final String LONG = "\"a text that is longer than what stands for it; {\"";
  private static final String SELDOM = "Seldom=(a,b)=>{return new Rare(a,b," + LONG + ");}";
  private static final String SCRIPT =
      OWN
          + "/*early:Run,*/function Top(){}function Rare(){}"
          + "let Run=()=>{Seldom(1,2);return Little(new Top());},"
          + SELDOM
          + ",Little=a=>{return a;},none=null;A.More=a=>{return Seldom(a,Run,"
          + LONG
          + ");};Tell([Top,0,0,[],0,0,0,[\"run\",Be(Run),[\"more\",\"m\"],Be(A.More)],"
          + "Rare,\"Rare\",3,Top,[],0,0,()=>Run(),0]);const lab = {run: Run};\n";

  @Test
  void theFirstHalfHasWhatIsNamedAndWhatThatMentions() {
    assertEquals(
        OWN
            + "function Top(){};let Run=()=>{Seldom(1,2);return Little(new Top());},"
            + "Seldom=(a,b)=>(readLate(),Seldom(a,b)),Little=a=>{return a;};"
            + "Tell([Top,0,0,[],0,0,0,[\"run\",Be(Run),[\"more\",\"m\"],later([\"more\",\"m\"])]]);"
            + "const lab = {run: Run};\n",
        Halves.of(SCRIPT).early());
  }

  @Test
  void theSecondHalfHasTheRestAndReplacesWhatStoodForIt() {
    assertEquals(
        "\"use strict\";function Rare(){};"
            + SELDOM
            + ";let none=null;A.More=a=>{return Seldom(a,Run,"
            + LONG
            + ");};give(Top,[[\"more\",\"m\"],Be(A.More)]);"
            + "Tell([Rare,\"Rare\",3,Top,[],0,0,()=>Run(),0]);\n",
        Halves.of(SCRIPT).late());
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
