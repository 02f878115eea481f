# The rooms of the house, from the ground up, and the arrows between them. A room is a folder. It
# may include itself and the rooms that it USES, which must stand above it in this list: so no arrow
# leads back, and there is no circle. Its tests (`*_test.cpp`) may also include the rooms of TESTS.
# WIN32 rooms may include windows.h. house_rules.cmake holds the sources against this.
room(harness/support)
room(harness/scenario USES harness/support)
room(harness/win32 WIN32
  USES harness/support harness/scenario
  TESTS harness/engine fixtures)
room(harness/ipc WIN32
  USES harness/support harness/scenario harness/win32
  TESTS fixtures)
room(harness/engine WIN32
  USES harness/support harness/scenario harness/win32 harness/ipc
  TESTS fixtures)
room(fixtures WIN32
  USES harness/support harness/win32 harness/ipc harness/engine)

room(cases/registry USES harness/scenario)
room(cases/language USES harness/scenario cases/registry)
room(cases/model
  USES harness/support harness/scenario cases/language
  TESTS cases)
room(cases
  USES harness/scenario cases/language cases/model
  TESTS harness/support cases/registry)
room(cases/benchmarks WIN32
  USES harness/support harness/win32 harness/engine fixtures cases/model)

room(reports/json USES harness/support harness/scenario)
room(reports/verdict
  USES harness/support harness/scenario reports/json
  TESTS reports/run)
room(reports/run USES harness/support harness/scenario reports/json reports/verdict)
room(reports/analysis
  USES harness/support harness/scenario reports/verdict reports/run
  TESTS reports/text)
room(reports/text
  USES harness/support harness/scenario reports/json reports/verdict reports/run reports/analysis)
room(reports/benchmarks USES harness/support harness/scenario reports/json reports/text)
room(reports/repro/program WIN32)
room(reports/repro USES harness/support harness/scenario reports/text)
room(reports/page
  USES harness/support harness/scenario reports/json reports/verdict reports/run reports/analysis
       reports/text reports/benchmarks)

room(tools/cnp/shared
  USES harness/support harness/scenario cases cases/registry cases/model reports/verdict
       reports/run reports/text reports/repro)
room(tools/cnp/run WIN32
  USES harness/support harness/win32 harness/engine fixtures cases/registry cases/model
       reports/verdict reports/run reports/analysis reports/text reports/repro tools/cnp/shared)
room(tools/cnp/commands
  USES harness/support harness/scenario cases cases/registry cases/model reports/run
       reports/analysis reports/text reports/benchmarks reports/page reports/repro
       tools/cnp/shared tools/cnp/run)
room(tools/cnp USES harness/support harness/win32 tools/cnp/shared tools/cnp/commands)
room(tools/cnp/command_line_tests WIN32 USES harness/support harness/win32)
