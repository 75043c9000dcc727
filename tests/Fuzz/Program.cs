using System.Globalization;
using DbWarden.Fuzz;

int seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next();
return Fuzzer.Run(TimeSpan.FromSeconds(seconds), seed, Console.Out);
