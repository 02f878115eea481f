#include "tools/cnp/run/hang_budget.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cnp {
namespace {

cell_record hung_in(const std::string& key, const std::string& label) {
  cell_record cell;
  cell.scenario = key.substr(0, key.find('/'));
  cell.key = key;
  cell.is = verdict::hung;
  cell.steps.resize(2);
  cell.steps[1].label = label;
  cell.steps[1].is = verdict::hung;
  return cell;
}

TEST(HangBudget, IsSpentByTheSameStepOfOneScenario) {
  hang_budget budget(2);
  budget.add(hung_in("reuse.one/a", "connect"));
  budget.add(hung_in("reuse.one/b", "read"));
  budget.add(hung_in("reuse.two/a", "connect"));
  cell_record good = hung_in("reuse.one/c", "connect");
  good.is = verdict::conforms;
  budget.add(good);
  cell_record left_out = hung_in("reuse.one/d", "connect");
  left_out.is = verdict::not_performed;
  budget.add(left_out);
  EXPECT_EQ(budget.spent("reuse.one"), "") << "by other steps, or by cells that did not hang";
  budget.add(hung_in("reuse.one/e", "connect"));
  EXPECT_EQ(budget.spent("reuse.one"),
            "'connect' hung in 2 cells of the scenario before, the last time in reuse.one/e");
  EXPECT_EQ(budget.spent("reuse.two"), "");
}

TEST(HangBudget, CountsHangsInNoStep) {
  hang_budget budget(1);
  cell_record cell = hung_in("reuse.one/a", "");
  cell.steps.clear();
  budget.add(cell);
  EXPECT_NE(budget.spent("reuse.one").find("closing the handles hung"), std::string::npos);
}

TEST(HangBudget, HasNoLimitAtZero) {
  hang_budget budget(0);
  budget.add(hung_in("reuse.one/a", "connect"));
  EXPECT_EQ(budget.spent("reuse.one"), "");
}

}  // namespace
}  // namespace cnp
