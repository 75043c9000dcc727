using System.Globalization;
using DbWarden.Fuzz;

if (args.Length > 2 || !TryRead(0, 60, out int seconds) || !TryRead(1, Random.Shared.Next(), out int seed))
{
    Console.Error.WriteLine("usage: build/fuzz.sh [SECONDS [SEED]]");
    return 2;
}

return Fuzzer.Run(TimeSpan.FromSeconds(seconds), seed, Console.Out);

bool TryRead(int index, int byDefault, out int value)
{
    value = byDefault;
    return args.Length <= index || int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
