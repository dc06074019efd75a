package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.endtoend.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of the pages, to files and to headings. */
class LinksTest {
  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndToAHeadingInIt(Page page) {
    List<String> broken =
        page.links().stream()
            .filter(link -> !link.matches("[a-z]+:.*"))
            .filter(link -> !leads(page, link))
            .toList();

    assertThat(broken).as("links of " + page + " that lead nowhere").isEmpty();
  }

  private static boolean leads(Page page, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target =
        file.isEmpty()
            ? Checkout.path(page.name())
            : Checkout.path(page.name()).resolveSibling(file).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(target).contains(link.substring(hash + 1));
  }

  private static Set<String> anchors(Path target) {
    if (!target.toString().endsWith(".md")) {
      return Set.of();
    }
    return Page.of(Checkout.path("").relativize(target).toString()).anchors();
  }

  @Test
  void thePageOfEveryTopicIsListedInTheReadme() {
    List<String> listed = Page.of("README.md").links();

    assertThat(
            Page.all().stream().map(Page::name).filter(name -> name.startsWith("docs/")).toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(listed).contains(name));
  }

  /** The rules are GitHub's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "## Missing values: `impute`| missing-values-impute",
        "### What the model reads| what-the-model-reads",
        "## Where a step's time goes| where-a-steps-time-goes",
        "## A *word* and [a link](x.md#y)| a-word-and-a-link",
        "## N1 – engines agree| n1--engines-agree",
        "## `--device cuda:0`, 2 GPUs| --device-cuda0-2-gpus",
        "## Größe_n| größe_n",
        "## Twice\n\n## Twice| twice-1"
      })
  void anchorsAreThoseOfHeadings(String example) {
    String[] parts = example.split("\\| ");

    assertThat(new Page("example", parts[0] + "\n").anchors()).contains(parts[1]);
  }

  @Test
  void noCommentOfAShellBlockIsAHeadingAndNoLinkInCodeIsOne() {
    Page page =
        new Page("example", "# One\n\n```sh\n# two\n[a](b.md)\n```\n\n`[c](d.md)` [e](f.md)\n");

    assertThat(page.anchors()).containsExactly("one");
    assertThat(page.links()).containsExactly("f.md");
  }
}
