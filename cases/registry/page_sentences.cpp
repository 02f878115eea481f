#include "cases/registry/page_sentences.hpp"

#include <array>

namespace cnp {

namespace {

// After the clauses were held against a changed page: `cnp drift FILE --fingerprints` writes these
// lines anew. Taken from MicrosoftDocs/sdk-api at 2aabe1e2678d5fdfd4d03ee69b8fb297b110881d.
constexpr auto sentences = std::to_array<page_sentence>({
    {0x82023981360D1ADD, 0x1D298AF1C01E3120, {"requirement.header"}},
    {0x7017F11540654673,
     0x62A04031C0422939,
     {},
     "It names the kind of system that every other sentence is about."},
    {0xADE3EE51D6B2D50A, 0x7F386F6D630D492B, {"requirement.minimum-version"}},
    {0x9E92A0837ADADEE8, 0x7F386F65630A096B, {"requirement.minimum-version"}},
    {0xC83218040870C50D, 0x5D393167021C49A9, {"requirement.library"}},
    {0xF07472EAC1E3A2C7, 0x24B04026EFB60BA8, {"requirement.library"}},
    {0x8BD71DE60FA670DA, 0xB7EBA2B5ACA321ED, {"purpose.waits-for-client"}},
    {0x450C99AB49118FE6, 0xD6EF5AAB87515931, {"client.create-file", "client.call-named-pipe"}},
    {0xEB49C95C2F055D3E, 0xBE43DA1DCCB7A99C, {"parameter.server-handle"}},
    {0xAEBD3521EE6F8822, 0xF6EFB6758EAF2B7E, {"parameter.server-handle"}},
    {0x6FFED92CC2502DB9, 0x96EC14BA47086533, {"parameter.server-handle"}},
    {0xB03F867410EBEF69, 0xFE728E91E035E19E, {"parameter.overlapped-required"}},
    {0x46A888229F560BEE, 0x212822CDAEA82136, {"parameter.overlapped-required"}},
    {0xB032DBAF024BF7CB, 0x46A3E47561E732FC, {"parameter.overlapped-required"}},
    {0x9BDAAE1648227C3A, 0x010000FD8C4F212C, {"parameter.overlapped-required"}},
    {0x3619211DBCD4B7C8, 0xC6E74273C2C37ABE, {"parameter.null-overlapped-false-completion"}},
    {0x54106D19879BA58E, 0x56EB5C724BC30B3E, {"parameter.manual-reset-event"}},
    {0x1B62C756E2A9DC99, 0x56E3BA56EBC679FE, {"sync.blocks"}},
    {0x6C0AE9CEB948696C, 0x56AF78B2A78F7912, {"sync.success-is-nonzero"}},
    {0xC3E9C644F43F6AFF, 0x64C75072434640E8, {"return.sync-completes-before-return"}},
    {0xA1678CE33809B85D, 0x44EFD8B2CF975E70, {"sync.success-is-nonzero"}},
    {0x37840A563736A8EE, 0x46E7DE3343D37272, {"return.failure-is-zero"}},
    {0xB2F3B43140D237D1, 0xB9E612E4349D40CC, {"return.failure-is-zero"}},
    {0xF136AA29C6F9815E, 0x80CD513201075403, {"return.async-immediate"}},
    {0x186C2BBA12A548AE, 0x844BD16323C37A30, {"return.async-pending"}},
    {0x127A5EBECFE9B917, 0x3087F4E303B3DA68, {"return.has-overlapped-io-completed"}},
    {0xE3F4CA776E084342, 0xD4CFDA6327D37A33, {"return.async-failure"}},
    {0x876841ADA98FA9D9, 0xD6CFEAA3A39B7E33, {"return.client-first"}},
    {0x5300EEF3A0BEB5C9, 0xB4E752B003A3305C, {"return.client-between-create-and-connect"}},
    {0xB2D160A25DD17B06, 0x964D4A81ABCA5337, {"return.client-first-is-connected"}},
    {0x01D393DFC1275CFA, 0x36F366B5860F6AAB, {"reuse.new-instance"}},
    {0x9208BE85807705C6, 0x33A782E103E3336C, {"reuse.after-disconnect"}},
    {0x9FBED8FE198D3DFD,
     0xD7CFB82B21E76CB9,
     {"reuse.stale-client-closed", "reuse.stale-client-open"}},
    {0xAFA55CBAFEFBEBC8, 0x007F52A624A5A43E, {"mode.depends"}},
    {0x070F72B5189E67ED, 0xC2F756A7A70BBE5B, {"mode.set-at-creation", "mode.changed-later"}},
    {0x11437FEADE6706A1,
     0x24C7D4F306F3127A,
     {"wait.event-wait-functions", "wait.sleep-ex", "return.has-overlapped-io-completed"}},
    {0x6A49645E6B1ADAC0, 0x42EFF236120F7E3B, {"nonblocking.immediate"}},
    {0x51B821E74973E3EC, 0x66E8E6B6AD0F3E1B, {"nonblocking.first-after-disconnect"}},
    {0xB20A925C35276BE7, 0xB3E386AF8D8333FA, {"nonblocking.nonzero-means-available"}},
    {0x97852CF7E56D86E1, 0x446FDAB4A445F63B, {"nonblocking.zero-otherwise"}},
    {0x42862A44D8029072,
     0xD6C1AA01C9876EAF,
     {"nonblocking.listening", "nonblocking.connected", "nonblocking.stale-client-closed"}},
    {0x21EFD366484E3B88, 0xD65F02608B8B6AAE, {"nonblocking.good-connection"}},
    {0x4B2B40AB909CA175, 0xC8EB6E4BE7070A98, {"nonblocking.compatibility-only"}},
    {0x079104BD0605814D,
     0xB907661F27630460,
     {"app-container.only-inside", "app-container.same-app"}},
    {0x05A186C294972EB2, 0x46D3D3D382EF0669, {"app-container.local-prefix"}},
    {0x87A96D80DB3A3163, 0xBBBF11131DE720E6, {"example.multithreaded-server"}},
});

}  // namespace

std::span<const page_sentence> all_page_sentences() {
  return sentences;
}

}  // namespace cnp
