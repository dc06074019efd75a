package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.endtoend.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** {@code docs/modules.md} beside the poms and the folders that it draws. */
class ModulesPageTest {
  private static final Page PAGE = Page.of("docs/modules.md");
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");
  private static final String PACKAGE_INFO = "package-info.java";

  private static Element pom(String folder) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Checkout.path(folder).resolve("pom.xml").toFile());
      return document.getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError("the pom of " + folder, e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .map(child -> child.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  /** All modules of the build, those of its profiles too. */
  static List<String> modules() {
    Element root = pom(".");
    List<Element> holders = new ArrayList<>(List.of(root));
    children(root, "profiles").forEach(all -> holders.addAll(children(all, "profile")));
    return holders.stream()
        .flatMap(holder -> children(holder, "modules").stream())
        .flatMap(modules -> children(modules, "module").stream())
        .map(module -> module.getTextContent().strip())
        .toList();
  }

  private static List<String> row(String module) {
    return Page.rows(PAGE.section("What stands on what")).stream()
        .filter(row -> row.get(0).equals("`" + module + "`"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + module + " in " + PAGE));
  }

  /** Folders of the modules by artefact. */
  private static Map<String, String> folders() {
    return modules().stream()
        .collect(Collectors.toMap(folder -> text(pom(folder), "artifactId"), Function.identity()));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleHasItsRowWithTheDependenciesOfItsPom(String module) {
    Element pom = pom(module);
    Element properties = children(pom("."), "properties").get(0);
    Map<String, String> folders = folders();
    Set<String> stands = new TreeSet<>();
    for (Element dependencies : children(pom, "dependencies")) {
      for (Element dependency : children(dependencies, "dependency")) {
        if (!text(dependency, "scope").equals("test")) {
          Matcher named = PROPERTY.matcher(text(dependency, "artifactId"));
          String artifact = named.replaceAll(found -> text(properties, found.group(1)));
          stands.add(folders.containsKey(artifact) ? "`" + folders.get(artifact) + "`" : artifact);
        }
      }
    }
    List<String> row = row(module);
    Set<String> stated = new TreeSet<>(List.of(row.get(2).split("\\s*[,;]\\s*")));
    stated.remove("");

    assertThat(row.get(1)).isEqualTo("`" + text(pom, "artifactId") + "`");
    assertThat(stated).isEqualTo(stands);
  }

  @Test
  void noRowIsOfAModuleThatIsNotThere() {
    assertThat(Page.rows(PAGE.section("What stands on what")))
        .allSatisfy(row -> assertThat(modules()).contains(row.get(0).replace("`", "")));
  }

  @Test
  void thereAreModulesToBeLookedAt() {
    assertThat(modules()).hasSizeGreaterThanOrEqualTo(9).contains("api", "benchmarks");
  }

  /** The modules that have packages of their own. */
  static List<String> described() {
    return modules().stream()
        .filter(module -> Files.isDirectory(Checkout.path(module + "/src/main/java")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("described")
  void everyPackageOfAModuleHasItsRowAndNoOther(String module) throws IOException {
    Path sources = Checkout.path(module + "/src/main/java");
    Set<String> there;
    try (Stream<Path> files = Files.walk(sources)) {
      there =
          files
              .filter(file -> file.endsWith(PACKAGE_INFO))
              .map(file -> sources.relativize(file.getParent()).toString())
              .map(name -> "`" + name.replaceAll("[/\\\\]", ".") + "`")
              .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> stated = new TreeSet<>();
    Page.rows(PAGE.section(module)).forEach(row -> stated.add(row.get(0)));

    assertThat(stated).isEqualTo(there);
  }
}
